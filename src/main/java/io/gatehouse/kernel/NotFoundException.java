package io.gatehouse.kernel;

/** Something a path names does not exist, or not for the one who asks. */
public class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is missing, for the client. */
    public NotFoundException(String what) {
        super(what, null, false, false);
    }
}
