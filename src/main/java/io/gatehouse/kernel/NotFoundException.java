package io.gatehouse.kernel;

/** Thrown when a requested resource does not exist or is not visible to the caller. */
public class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message for the client. */
    public NotFoundException(String message) {
        super(message, null, false, false);
    }
}
