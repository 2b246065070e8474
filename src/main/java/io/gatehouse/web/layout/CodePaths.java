package io.gatehouse.web.layout;

/** Addresses of the pages about a code, below the page its flow begins with. */
public record CodePaths(String start) {
    public String page() {
        return start + "/code";
    }

    public String ways() {
        return page() + "/ways";
    }

    public String send() {
        return page() + "/send";
    }

    public String delivery() {
        return page() + "/delivery";
    }

    /** Takes a recovery code in place of the code. */
    public String recovery() {
        return page() + "/recovery";
    }

    public String cancel() {
        return start + "/cancel";
    }
}
