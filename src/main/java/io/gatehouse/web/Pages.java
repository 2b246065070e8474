package io.gatehouse.web;

import io.gatehouse.delivery.Languages;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.realm.Realm;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Makes answers of templates, and leads from page to page. */
@ApplicationScoped
class Pages {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    private final PageRequest request;
    private final Languages languages;
    private final Assets assets;

    Pages(PageRequest request, Languages languages, Assets assets) {
        this.request = request;
        this.languages = languages;
        this.assets = assets;
    }

    /** The frame of a realm's page. */
    Frame frame(Realm realm) {
        var paths = new RealmPaths(realm.slug());
        List<String> styles = Stream.concat(assets.styleSheets(), Stream.of(paths.look(realm.version())))
                .toList();
        String name = realm.settings().displayName();
        return new Frame(request.language(realm).toLanguageTag(), name, name, paths, styles, Rail.NONE);
    }

    /** The frame of a page of the console. */
    Frame frame(SignedIn person) {
        Frame frame = frame(person.realm());
        Rail rail = Rail.of(person, messages(ConsoleMessages.class, person.realm()));
        return new Frame(frame.language(), frame.place(), frame.realm(), frame.paths(), frame.styleSheets(), rail);
    }

    /** The language of a realm's page for its reader. */
    Locale language(Realm realm) {
        return request.language(realm);
    }

    /** The frame of a page where no realm is known. */
    Frame frame() {
        Locale language = request.language();
        String product = languages.messages(FrameMessages.class, language).product();
        return new Frame(
                language.toLanguageTag(),
                product,
                "",
                new RealmPaths(""),
                assets.styleSheets().toList(),
                Rail.NONE);
    }

    /** The messages of a bundle, for the reader of a realm's page. */
    <T> T messages(Class<T> bundle, Realm realm) {
        return languages.messages(bundle, request.language(realm));
    }

    Response show(int status, Frame frame, TemplateInstance page) {
        String html = page.setLocale(Locale.forLanguageTag(frame.language())).render();
        return Response.status(status)
                .type(HTML)
                .header(HttpHeaders.CONTENT_LANGUAGE, frame.language())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .entity(html)
                .build();
    }

    /** A page that came back with a refusal, and says when it is worth trying again. */
    Response refuse(Problem problem, Frame frame, TemplateInstance page) {
        Response answer = show(problem.code().status(), frame, page);
        return problem.retryAfterSeconds()
                .map(seconds -> Response.fromResponse(answer)
                        .header(HttpHeaders.RETRY_AFTER, seconds)
                        .build())
                .orElse(answer);
    }

    /**
     * Leads to another page by GET. The address stays a path, so that it owes nothing to the request's {@code Host}.
     */
    static Response leadTo(String path, NewCookie... cookies) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .cookie(cookies)
                .build();
    }
}
