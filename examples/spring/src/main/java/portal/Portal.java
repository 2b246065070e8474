package portal;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** A portal whose pages show who has signed in. Its tokens are refreshed within the last minute before they expire. */
@SpringBootApplication
@RestController
public class Portal {
    private static final String PAGE =
            """
            <!doctype html><title>Portal</title><link rel="icon" href="data:,"><h1>Portal</h1>
            <dl><dt>email<dd>%s<dt>groups<dd>%s<dt>acr<dd>%s<dt>expires<dd>%d</dl>
            <p><a href="/step-up">Confirm with a second factor</a>
            """;

    public static void main(String[] args) {
        SpringApplication.run(Portal.class, args);
    }

    @GetMapping(path = {"/", "/step-up"}, produces = "text/html; charset=utf-8")
    String page(
            @AuthenticationPrincipal OidcUser user,
            @RegisteredOAuth2AuthorizedClient("gatehouse") OAuth2AuthorizedClient client) {
        return PAGE.formatted(
                HtmlUtils.htmlEscape(user.getEmail()),
                user.getClaimAsStringList("groups"),
                user.getClaimAsString("acr"),
                client.getAccessToken().getExpiresAt().getEpochSecond());
    }
}
