package io.gatehouse.web.console;

import io.gatehouse.openid.authorization.ClientTrial;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.ClientMetadata;
import io.gatehouse.openid.client.ClientMetadata.ClientType;
import io.gatehouse.openid.client.Clients;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.realm.Role;
import io.gatehouse.token.Acr;
import io.gatehouse.web.layout.ConsoleMessages;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.RoleFormatter;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders the pages of applications. */
@ApplicationScoped
class ApplicationViews {
    private static final Trial NO_TRIAL = new Trial(List.of(), "");

    private final Clients clients;
    private final ProviderUrls urls;
    private final Pages pages;

    ApplicationViews(Clients clients, ProviderUrls urls, Pages pages) {
        this.clients = clients;
        this.urls = urls;
        this.pages = pages;
    }

    /** An application in the list. */
    @TemplateData
    record Row(String clientId, String name, String type, String roles) {}

    /** Something to choose. */
    @TemplateData
    record Choice(String value, String name, String hint, boolean chosen) {}

    /** The form of an application, new or registered. */
    @TemplateData
    record Form(
            boolean registered,
            String clientId,
            ApplicationEntry entry,
            List<Choice> types,
            List<Choice> acrs,
            List<Choice> scopes,
            List<Choice> roles,
            FormErrors errors) {}

    /**
     * A registered application.
     *
     * @param secret just created; empty otherwise
     * @param secretsCreatedAt of the valid secrets, newest first
     * @param usesSecret whether it authenticates by secrets
     * @param deleting whether its deletion is to be confirmed
     * @param settings of common software, with the application's values
     * @param trial a sign-in that was tried; without claims and error if none was
     */
    @TemplateData
    record Details(
            String notice,
            String secret,
            String clientId,
            String name,
            String type,
            List<String> redirectUris,
            String minimumAcr,
            String scopes,
            String roles,
            String issuer,
            String discovery,
            boolean usesSecret,
            List<DisplayTime> secretsCreatedAt,
            boolean deleting,
            Settings settings,
            Trial trial) {}

    /**
     * The values that the settings of common software are filled in with.
     *
     * @param singlePage whether they are for a page in a browser
     * @param scopes as requests have them
     * @param redirectUri the first one, whose path is the other; both percent-encoded, and so without line breaks, double quotation marks,
     *     braces and backslashes
     */
    @TemplateData
    record Settings(boolean singlePage, List<String> scopes, String redirectUri, String redirectPath) {
        static Settings of(ClientMetadata metadata) {
            String address = metadata.redirectUris().get(0);
            return new Settings(
                    metadata.type() == ClientType.PUBLIC,
                    metadata.scopes().stream().sorted().map(OpenIdScope::value).toList(),
                    address,
                    Optional.ofNullable(URI.create(address).getRawPath()).orElse(""));
        }

        public String scope() {
            return String.join(" ", scopes);
        }

        /** Returns the redirect address as a string literal of JavaScript. */
        public String redirectUriLiteral() {
            return "'" + redirectUri.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }

        public String scopeByComma() {
            return String.join(",", scopes);
        }

        /** Returns the scopes besides {@code openid}, which Quarkus adds itself. */
        public String furtherScopes() {
            return String.join(",", scopes.subList(1, scopes.size()));
        }
    }

    /** What an application would get: the claims of the ID token, or an error code. */
    @TemplateData
    record Trial(List<Claim> claims, String error) {
        private static Trial of(ClientTrial.Result result) {
            return new Trial(
                    result.claims().entrySet().stream()
                            .map(claim -> new Claim(claim.getKey(), String.valueOf(claim.getValue())))
                            .toList(),
                    result.error().orElse(""));
        }
    }

    @TemplateData
    record Claim(String name, String value) {}

    ApplicationMessages messages(SignedIn caller) {
        return pages.messages(ApplicationMessages.class, caller.realm());
    }

    Response list(SignedIn caller, String notice) {
        ApplicationMessages messages = messages(caller);
        List<Row> rows = clients.list(caller.realm().id()).stream()
                .map(client -> new Row(
                        client.clientId(),
                        client.metadata().name(),
                        messages.type(client.metadata().type()),
                        roles(caller, client)))
                .toList();
        return pages.show(200, new Applications(pages.layout(caller), notice, rows));
    }

    /** Returns the list as the answer to a form, to be shown at the list's own address. */
    Response deleted(SignedIn caller) {
        return at(
                new RealmPaths(caller.realm().slug()).applications(),
                list(caller, messages(caller).deleted()));
    }

    /** Returns the application as the answer to a form, to be shown at its own address. */
    Response changed(SignedIn caller, Client client, String notice, String secret) {
        return at(
                new RealmPaths(caller.realm().slug()).application(client.clientId()),
                details(caller, client, notice, secret, false));
    }

    /** Returns the application with what it would get, as the answer to a form. */
    Response tried(SignedIn caller, Client client, ClientTrial.Result result) {
        return at(
                new RealmPaths(caller.realm().slug()).application(client.clientId()),
                show(caller, client, "", "", false, Trial.of(result)));
    }

    private static Response at(String address, Response page) {
        return Response.fromResponse(page)
                .header(HttpHeaders.CONTENT_LOCATION, address)
                .build();
    }

    Response details(SignedIn caller, Client client, String notice, String secret, boolean deleting) {
        return show(caller, client, notice, secret, deleting, NO_TRIAL);
    }

    private Response show(SignedIn caller, Client client, String notice, String secret, boolean deleting, Trial trial) {
        ApplicationMessages messages = messages(caller);
        String issuer = urls.issuer(caller.realm()).getValue();
        return pages.show(
                200,
                new Application(
                        pages.layout(caller),
                        new Details(
                                notice,
                                secret,
                                client.clientId(),
                                client.metadata().name(),
                                messages.type(client.metadata().type()),
                                client.metadata().redirectUris(),
                                client.metadata()
                                        .minimumAcr()
                                        .map(messages::acr)
                                        .orElseGet(messages::anyAcr),
                                client.metadata().scopes().stream()
                                        .sorted()
                                        .filter(scope -> scope != OpenIdScope.OPENID)
                                        .map(messages::scope)
                                        .collect(Collectors.joining(" · ")),
                                roles(caller, client),
                                issuer,
                                issuer + "/.well-known/openid-configuration",
                                client.metadata().authMethod().usesSecret(),
                                clients.secretsCreatedAt(client).stream()
                                        .map(at -> DisplayTime.of(at, pages.language(caller.realm())))
                                        .toList(),
                                deleting,
                                Settings.of(client.metadata()),
                                trial)));
    }

    Response form(
            int status,
            SignedIn caller,
            boolean registered,
            String clientId,
            ApplicationEntry entry,
            FormErrors errors) {
        ApplicationMessages messages = messages(caller);
        RoleFormatter roleNames = roleNames(caller);
        var form = new Form(
                registered,
                clientId,
                entry,
                Stream.of(ClientType.values())
                        .map(type -> new Choice(
                                type.name(), messages.type(type), messages.typeHint(type), entry.type() == type))
                        .toList(),
                Stream.of(Acr.values())
                        .map(acr -> new Choice(
                                acr.name(),
                                messages.acr(acr),
                                "",
                                entry.minimumAcr().filter(acr::equals).isPresent()))
                        .toList(),
                Stream.of(OpenIdScope.values())
                        .filter(scope -> scope != OpenIdScope.OPENID)
                        .map(scope -> new Choice(scope.name(), messages.scope(scope), "", entry.isChosen(scope)))
                        .toList(),
                Stream.of(Role.values())
                        .map(role -> new Choice(role.name(), roleNames.role(role), "", entry.isChosen(role)))
                        .toList(),
                errors);
        return pages.show(status, new ApplicationForm(pages.layout(caller), form));
    }

    private RoleFormatter roleNames(SignedIn caller) {
        return new RoleFormatter(pages.messages(ConsoleMessages.class, caller.realm()));
    }

    private String roles(SignedIn caller, Client client) {
        RoleFormatter names = roleNames(caller);
        return client.metadata().roles().stream().sorted().map(names::role).collect(Collectors.joining(" · "));
    }

    record Applications(PageLayout layout, String notice, List<Row> rows) implements PageTemplate {}

    record Application(PageLayout layout, Details details) implements PageTemplate {}

    record ApplicationForm(PageLayout layout, Form form) implements PageTemplate {}
}
