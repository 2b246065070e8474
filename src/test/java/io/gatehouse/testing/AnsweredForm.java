package io.gatehouse.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;

/** Follows the redirect that answers a posted form with a page. */
public final class AnsweredForm {
    private AnsweredForm() {}

    /** Returns the page that answers the form, or else the redirect. */
    public static Response page(Response answer) {
        return isPage(answer)
                ? given().accept("text/html")
                        .urlEncodingEnabled(false)
                        .cookies(answer.cookies())
                        .get(answer.header("Location"))
                : answer;
    }

    /** Returns whether the redirect leads to a page that is shown once. */
    public static boolean isPage(Response answer) {
        return answer.statusCode() == 303
                && answer.cookies().keySet().stream().anyMatch(name -> name.contains("gatehouse-page-"));
    }
}
