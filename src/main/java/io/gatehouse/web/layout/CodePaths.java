package io.gatehouse.web.layout;

/** The paths of the code pages, below the first page of their flow. */
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

    /** Returns the path of the recovery code page. */
    public String recovery() {
        return page() + "/recovery";
    }

    public String cancel() {
        return start + "/cancel";
    }
}
