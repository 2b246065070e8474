package io.gatehouse.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs, until it is closed. */
public final class LogLines extends Handler implements AutoCloseable {
    private final Logger logger;
    private final List<LogRecord> records = new ArrayList<>();

    private LogLines(Logger logger) {
        this.logger = logger;
        logger.addHandler(this);
    }

    /** Listens to the class's logger. */
    public static LogLines of(Class<?> owner) {
        return new LogLines(Logger.getLogger(owner.getName()));
    }

    /** Returns level and text of each line. */
    public List<String> lines() {
        return records.stream()
                .map(line -> line.getLevel().getName() + " " + line.getMessage())
                .toList();
    }

    /** Returns the lines as records. */
    public List<LogRecord> records() {
        return List.copyOf(records);
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
