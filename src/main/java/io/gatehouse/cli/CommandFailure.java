package io.gatehouse.cli;

/** The failure of a command; the message is for the operator. */
final class CommandFailure extends RuntimeException {
    /** Nothing was changed: the arguments do not match the installation's data. */
    static final int REFUSED = 1;
    /** The installation does not work: its settings, or a service it depends on. */
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
