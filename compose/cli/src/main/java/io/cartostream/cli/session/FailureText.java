package io.cartostream.cli.session;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import java.util.regex.Pattern;

/** Words for the causes of failures. Never contains the name of a Java class. */
public final class FailureText {

    /** A qualified name of an exception, with the separator of its message. */
    private static final Pattern EXCEPTION =
            Pattern.compile("(?:\\b[a-z_]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error|Failure)(?:: )?");
    /** The package of a class, under the roots that Java's packages have. */
    private static final Pattern PACKAGE =
            Pattern.compile("\\b(?:java|javax|jdk|sun|com|org|io|net|software|picocli)(?:\\.[a-z_]\\w*)*\\.(?=[A-Z])");

    private static final Pattern EMPTY_BRACKETS = Pattern.compile(" ?\\(\\)");
    private static final Map<Class<?>, String> FILES = Map.of(
            NoSuchFileException.class, "no such file",
            AccessDeniedException.class, "access denied",
            FileAlreadyExistsException.class, "a file with this name exists",
            NotDirectoryException.class, "not a directory",
            DirectoryNotEmptyException.class, "the directory is not empty");

    private FailureText() {}

    /**
     * A message of a library without the names of Java's exceptions, and with other classes by their simple names. Error codes of a
     * provider, which have no package, are kept.
     */
    public static String clean(String message) {
        String text = EXCEPTION.matcher(message).replaceAll("");
        text = PACKAGE.matcher(text).replaceAll("");
        return EMPTY_BRACKETS.matcher(text).replaceAll("").strip();
    }

    /** Describes a failure by its root cause. */
    public static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof CharacterCodingException) {
            return "not text in UTF-8";
        }
        String file = FILES.get(root.getClass());
        if (file != null) {
            return file;
        }
        String message = root.getMessage();
        String text = message == null ? "" : clean(message);
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
