package io.gatehouse.web.layout;

/**
 * The paths of the code pages, below the first page of their flow.
 *
 * @param query which names the flow; may be empty
 */
public record CodePaths(String start, String query) {
    public String page() {
        return at("/code");
    }

    public String delivery() {
        return at("/code/delivery");
    }

    /** Returns the path of the recovery code page. */
    public String recovery() {
        return at("/code/recovery");
    }

    /** Returns the path of the page that uses a passkey. */
    public String passkey() {
        return at("/code/passkey");
    }

    /** Returns the path of the options for a passkey, as JSON. */
    public String passkeyOptions() {
        return at("/code/passkey/options");
    }

    /** Returns the path of the page for the code of an authenticator app. */
    public String app() {
        return at("/code/app");
    }

    private String at(String page) {
        return start + page + query;
    }
}
