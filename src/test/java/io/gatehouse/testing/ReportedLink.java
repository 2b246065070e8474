package io.gatehouse.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The link of a message by which its reader says "this wasn't me". */
public final class ReportedLink {
    private static final Pattern LINK = Pattern.compile("http://localhost:8081(/n/[A-Za-z0-9_-]{22})\\b");

    private final String path;

    private ReportedLink(String path) {
        this.path = path;
    }

    /** The link in a message. */
    public static ReportedLink in(String message) {
        Matcher found = LINK.matcher(message);
        if (!found.find()) {
            throw new AssertionError("No way out in: " + message);
        }
        return new ReportedLink(found.group(1));
    }

    /** Where its page is. */
    public String path() {
        return path;
    }

    /** Presses the page's button. */
    public Response press() {
        return AnsweredForm.page(given().accept("text/html")
                .header("Sec-Fetch-Site", "same-origin")
                .redirects()
                .follow(false)
                .post(path));
    }
}
