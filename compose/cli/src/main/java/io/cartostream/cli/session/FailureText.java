package io.cartostream.cli.session;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import java.util.regex.Pattern;

/** Words for the causes of failures. Never contains the name of a Java class. */
public final class FailureText {

    private static final Pattern CLASS_NAME =
            Pattern.compile("(?:\\b[a-z_]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error)(?:: )?");
    private static final Map<Class<?>, String> FILES = Map.of(
            NoSuchFileException.class, "no such file",
            AccessDeniedException.class, "access denied",
            FileAlreadyExistsException.class, "a file with this name exists",
            NotDirectoryException.class, "not a directory",
            DirectoryNotEmptyException.class, "the directory is not empty");

    private FailureText() {}

    /** Describes a failure by its root cause. */
    public static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String file = FILES.get(root.getClass());
        if (file != null) {
            return file;
        }
        String message = root.getMessage();
        String text = message == null
                ? ""
                : CLASS_NAME.matcher(message).replaceAll("").strip();
        if (root instanceof UnknownHostException) {
            return "unknown host" + (text.isEmpty() ? "" : " " + text.replaceFirst(":.*", ""));
        }
        if (!text.isEmpty()) {
            return text;
        }
        if (root instanceof ConnectException) {
            return "connection refused";
        }
        return root instanceof SocketTimeoutException ? "no answer in time" : "no reason given";
    }
}
