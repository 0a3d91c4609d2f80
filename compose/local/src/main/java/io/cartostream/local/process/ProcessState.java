package io.cartostream.local.process;

/** Where a process of the stack stands. */
public enum ProcessState {
    /** Not started yet: something else comes first. */
    WAITING,
    /** Started, not ready yet. */
    STARTING,
    /** Its probe passed. */
    READY,
    /** It ended by itself and will be started again shortly. */
    RESTARTING,
    /** It ended too often, or before it was ever ready: it is not started again. */
    FAILED,
    /** Stopped on purpose. */
    STOPPED
}
