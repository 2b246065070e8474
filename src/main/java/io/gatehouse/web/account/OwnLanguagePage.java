package io.gatehouse.web.account;

import io.gatehouse.account.OwnAccount;
import io.gatehouse.delivery.text.Languages;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.web.layout.LanguageMenu;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.qute.TemplateData;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Changes the language of the caller's pages and messages. */
@Path("/realms/{realm}/account/language")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class OwnLanguagePage {
    private final SecurityIdentity identity;
    private final OwnAccount account;
    private final Languages languages;
    private final RealmCookies cookies;
    private final Pages pages;
    private final PageRequest request;

    OwnLanguagePage(
            SecurityIdentity identity,
            OwnAccount account,
            Languages languages,
            RealmCookies cookies,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.account = account;
        this.languages = languages;
        this.cookies = cookies;
        this.pages = pages;
        this.request = request;
    }

    /** A language to choose, by its name in that language. */
    record Choice(String tag, String name, boolean chosen) {}

    /**
     * The content of the form.
     *
     * @param common name of the realm's language, in the caller's language
     */
    @TemplateData
    record Form(String common, boolean asRealm, List<Choice> choices) {}

    @GET
    public Response page(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        PageLayout layout = pages.layout(caller.realm());
        Optional<String> own = caller.administrator().locale();
        var form = new Form(
                common(caller, Locale.forLanguageTag(layout.language())),
                own.isEmpty(),
                languages.all().stream().map(language -> choice(language, own)).toList());
        return pages.show(200, new Page(layout, form));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @FormParam("language") String tag) {
        SignedIn caller = SignedIn.in(identity, slug);
        Optional<Locale> chosen = languages.all().stream()
                .filter(language -> language.toLanguageTag().equals(tag))
                .findFirst();
        account.chooseLanguage(request.caller(caller), chosen);
        // Removes the browser's choice from the language menu, which the account's language replaces.
        return Response.fromResponse(AccountPage.redirect(caller, AccountPage.Done.LANGUAGE_CHANGED))
                .cookie(cookies.remove(RealmCookies.Kind.LANGUAGE, slug))
                .build();
    }

    /** Returns the name of the realm's language, in the given language. */
    static String common(SignedIn caller, Locale reader) {
        return Locale.forLanguageTag(caller.realm().settings().locale()).getDisplayLanguage(reader);
    }

    private static Choice choice(Locale language, Optional<String> own) {
        String tag = language.toLanguageTag();
        return new Choice(
                tag, LanguageMenu.name(language), own.filter(tag::equals).isPresent());
    }

    record Page(PageLayout layout, Form form) implements PageTemplate {}
}
