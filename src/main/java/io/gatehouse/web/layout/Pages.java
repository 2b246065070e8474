package io.gatehouse.web.layout;

import io.gatehouse.delivery.text.Languages;
import io.gatehouse.http.Problem;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** Renders templates as responses, and redirects to pages. */
@ApplicationScoped
public class Pages {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    private final PageRequest request;
    private final Languages languages;
    private final Assets assets;

    Pages(PageRequest request, Languages languages, Assets assets) {
        this.request = request;
        this.languages = languages;
        this.assets = assets;
    }

    /** Returns the layout of a realm's page. */
    public PageLayout layout(Realm realm) {
        var paths = new RealmPaths(realm.slug());
        String style = paths.style(assets.version(realm.settings()));
        String name = realm.settings().displayName();
        ColorScheme scheme = request.colorScheme(realm);
        return new PageLayout(
                request.language(realm).toLanguageTag(),
                name,
                name,
                paths,
                style,
                scheme == ColorScheme.SYSTEM ? "" : scheme.value(),
                Navigation.NONE);
    }

    /** Returns the layout of a console page. */
    public PageLayout layout(SignedIn caller) {
        PageLayout layout = layout(caller.realm());
        Navigation navigation = Navigation.of(
                caller,
                messages(ConsoleMessages.class, caller.realm()),
                request.colorScheme(caller.realm()),
                request.page());
        return new PageLayout(
                layout.language(),
                layout.place(),
                layout.realm(),
                layout.paths(),
                layout.styleSheet(),
                layout.scheme(),
                navigation);
    }

    /** Returns the language of a realm's page, with the region of the browser if it has one in that language. */
    public Locale language(Realm realm) {
        return request.locale(realm);
    }

    /** Returns the layout of a page outside any realm. */
    public PageLayout layout() {
        Locale language = request.language();
        String product = languages.messages(LayoutMessages.class, language).product();
        return new PageLayout(
                language.toLanguageTag(),
                product,
                "",
                new RealmPaths(""),
                assets.url(Assets.STYLE_SHEET),
                "",
                Navigation.NONE);
    }

    /** Returns the messages of a bundle, in the language of a realm's page. */
    public <T> T messages(Class<T> bundle, Realm realm) {
        return languages.messages(bundle, request.language(realm));
    }

    /** Returns the page with that status. */
    public Response show(int status, PageTemplate page) {
        PageLayout layout = page.layout();
        String html = page.setLocale(Locale.forLanguageTag(layout.language())).render();
        return Response.status(status)
                .type(HTML)
                .header(HttpHeaders.CONTENT_LANGUAGE, layout.language())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .entity(html)
                .build();
    }

    /** Returns the page with the status of the problem, and {@code Retry-After} if it has one. */
    public Response refuse(Problem problem, PageTemplate page) {
        Response response = show(problem.code().status(), page);
        return problem.retryAfterSeconds()
                .map(seconds -> Response.fromResponse(response)
                        .header(HttpHeaders.RETRY_AFTER, seconds)
                        .build())
                .orElse(response);
    }

    /** Redirects by GET. The location is a path, so that it does not depend on the request's {@code Host}. */
    public static Response redirectTo(String path, NewCookie... cookies) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .cookie(cookies)
                .build();
    }
}
