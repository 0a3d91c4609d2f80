package io.cartostream.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the machine has to offer, checked before anything is started. */
public final class MachineCheck {

    /** Free memory that a start asks for, in megabytes. */
    public static final long DEFAULT_MEMORY_MB = 3_000;

    private MachineCheck() {}

    /**
     * Refuses a Java that is too old and a machine with too little free memory.
     *
     * @throws StackException one line that names what is missing and what to do
     */
    static void require(int javaVersion, long availableMb, long neededMb) throws StackException {
        if (javaVersion < 17) {
            throw new StackException(
                    "Java " + javaVersion + " is too old: Cartostream needs JDK 17 or later (JAVA_HOME)");
        }
        if (availableMb >= 0 && availableMb < neededMb) {
            throw new StackException("too little memory: " + availableMb + " MB are available, the local stack needs "
                    + neededMb + " MB; close something, or lower the bar with --min-memory");
        }
    }

    /** {@link #require(int, long, long)} for this machine. */
    public static void require(long neededMb) throws StackException {
        require(Runtime.version().feature(), availableMb(), neededMb);
    }

    /** Megabytes that new processes can have, the control group's limit included; -1 where the system does not say. */
    public static long availableMb() {
        long available = -1;
        for (String line : lines(Path.of("/proc/meminfo"))) {
            if (line.startsWith("MemAvailable:")) {
                available = number(line) / 1024;
            }
        }
        List<String> limit = lines(Path.of("/sys/fs/cgroup/memory.max"));
        List<String> used = lines(Path.of("/sys/fs/cgroup/memory.current"));
        if (!limit.isEmpty() && !used.isEmpty() && !limit.get(0).equals("max")) {
            long inactive = lines(Path.of("/sys/fs/cgroup/memory.stat")).stream()
                    .filter(line -> line.startsWith("inactive_file "))
                    .mapToLong(MachineCheck::number)
                    .sum();
            long left = (number(limit.get(0)) - number(used.get(0)) + inactive) >> 20;
            available = available < 0 ? left : Math.min(available, left);
        }
        return available;
    }

    /** Resident megabytes of a process, 0 where the system does not say. */
    public static long residentMb(long pid) {
        for (String line : lines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return number(line) / 1024;
            }
        }
        return 0;
    }

    private static long number(String line) {
        String digits = line.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
