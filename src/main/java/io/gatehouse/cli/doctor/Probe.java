package io.gatehouse.cli.doctor;

import io.gatehouse.startup.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;

/** Tries one thing that Gatehouse depends on, as it is set up; within seconds, and changing nothing. */
public interface Probe {

    /** What came of it; nothing if its settings are missing, which others tell of. */
    List<Diagnosis> examine(Settings settings);

    /** What went wrong, in the words of the lowest layer that has any. */
    static String reason(IOException e) {
        String words = e instanceof ConnectException
                ? "connection refused"
                : e.getClass().getSimpleName();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "its name is unknown here";
            }
            words = cause.getMessage() == null ? words : cause.getMessage();
        }
        return words;
    }
}
