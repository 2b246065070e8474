package io.gatehouse.cli;

/** A command could not do what it was told; the message says why, for people. */
final class CommandFailure extends RuntimeException {
    /** Nothing was changed: what the command was told to do does not fit what is there. */
    static final int REFUSED = 1;
    /** The installation does not work: its settings, or what it depends on. */
    static final int BROKEN = 3;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    static CommandFailure refused(String message) {
        return new CommandFailure(REFUSED, message);
    }

    static CommandFailure broken(String message) {
        return new CommandFailure(BROKEN, message);
    }

    int exitCode() {
        return exitCode;
    }
}
