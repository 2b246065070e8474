package io.gatehouse.web.account;

import io.gatehouse.account.OwnAuthenticators;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Requester.Device;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.gatehouse.web.signin.AuthenticatorMessages;
import io.gatehouse.web.signin.AuthenticatorRefusals;
import io.gatehouse.web.signin.NewAuthenticatorPage.PasskeyCreation;
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
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Adds, renames and removes the caller's own passkeys; adding and removing require a recent authentication. */
@Path("/realms/{realm}/account/passkeys")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class OwnPasskeysPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final OwnAuthenticators own;
    private final Authenticators authenticators;
    private final AuthenticatorRefusals refusals;
    private final RefusalProblems problems;
    private final Pages pages;
    private final PageRequest request;

    OwnPasskeysPage(
            SecurityIdentity identity,
            StepUpGate gate,
            OwnAuthenticators own,
            Authenticators authenticators,
            AuthenticatorRefusals refusals,
            RefusalProblems problems,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.own = own;
        this.authenticators = authenticators;
        this.refusals = refusals;
        this.problems = problems;
        this.pages = pages;
        this.request = request;
    }

    @GET
    @Path("/new")
    public Response newPasskey(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> showNew(200, caller, deviceName(caller), FormErrors.NONE));
    }

    /** Returns the options for the script of the page, each time with a new challenge. */
    @POST
    @Path("/new/options")
    @Produces(MediaType.APPLICATION_JSON)
    public Response options(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return own.startPasskey(request.caller(caller))
                .fold(options -> Response.ok(new PasskeyCreation(options)).build(), refusal -> {
                    throw new ProblemException(problems.of(refusal));
                });
    }

    /** Adds the passkey that the page's script has posted; without script there is none. */
    @POST
    @Path("/new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response add(
            @PathParam("realm") String slug,
            @FormParam("name") String submitted,
            @FormParam("credential") String credential) {
        SignedIn caller = SignedIn.in(identity, slug);
        String typed = submitted == null ? "" : submitted;
        return gate.require(
                caller,
                () -> add(caller, typed, credential == null ? "" : credential),
                () -> showNew(200, caller, typed, FormErrors.NONE));
    }

    private Response add(SignedIn caller, String typed, String credential) {
        Optional<String> name = DisplayNames.parse(typed);
        if (name.isEmpty()) {
            return showNew(
                    400, caller, typed, FormErrors.at("name", messages(caller).nameWrong()));
        }
        if (credential.isEmpty()) {
            return showNew(
                    400,
                    caller,
                    typed,
                    FormErrors.at("passkey", messages(caller).needsScript()));
        }
        return own.addPasskey(request.caller(caller), name.get(), credential)
                .fold(
                        added -> AccountPage.redirect(caller, AccountPage.Done.PASSKEY_ADDED),
                        refusal -> showNew(
                                status(refusal),
                                caller,
                                typed,
                                FormErrors.at("passkey", refusals.creation(caller.realm(), refusal))));
    }

    @GET
    @Path("/{id}")
    public Response rename(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SignedIn caller = SignedIn.in(identity, slug);
        return onOwn(caller, id, passkey -> showRename(200, caller, passkey.name(), FormErrors.NONE));
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response rename(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @FormParam("name") String submitted) {
        SignedIn caller = SignedIn.in(identity, slug);
        String typed = submitted == null ? "" : submitted;
        return onOwn(
                caller,
                id,
                passkey -> DisplayNames.parse(typed)
                        .map(name -> {
                            own.renamePasskey(request.caller(caller), id, name);
                            return AccountPage.redirect(caller, AccountPage.Done.PASSKEY_RENAMED);
                        })
                        .orElseGet(() -> showRename(
                                400,
                                caller,
                                typed,
                                FormErrors.at("name", messages(caller).nameWrong()))));
    }

    @GET
    @Path("/{id}/remove")
    public Response confirm(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SignedIn caller = SignedIn.in(identity, slug);
        return onOwn(
                caller, id, passkey -> gate.require(caller, () -> showRemoval(200, caller, passkey, FormErrors.NONE)));
    }

    @POST
    @Path("/{id}/remove")
    public Response remove(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SignedIn caller = SignedIn.in(identity, slug);
        return onOwn(
                caller,
                id,
                passkey -> gate.require(
                        caller,
                        () -> own.removePasskey(request.caller(caller), id)
                                .fold(
                                        removed -> AccountPage.redirect(caller, AccountPage.Done.PASSKEY_REMOVED),
                                        refusal -> showRemoval(
                                                status(refusal),
                                                caller,
                                                passkey,
                                                FormErrors.at("remove", refusals.message(caller.realm(), refusal)))),
                        () -> showRemoval(200, caller, passkey, FormErrors.NONE)));
    }

    private Response onOwn(SignedIn caller, UUID id, Function<Authenticator, Response> page) {
        return authenticators.list(caller.administrator().id()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .map(page)
                .orElseThrow(() -> new NotFoundException("You have no such passkey."));
    }

    /** Returns the name of the caller's device, to begin with. */
    private String deviceName(SignedIn caller) {
        AccountMessages account = pages.messages(AccountMessages.class, caller.realm());
        return Device.of(request.requester().userAgent())
                .map(device -> account.deviceOn(device.browser(), device.system()))
                .orElseGet(messages(caller)::passkey);
    }

    private int status(Refusal refusal) {
        return problems.of(refusal).code().status();
    }

    private AuthenticatorMessages messages(SignedIn caller) {
        return pages.messages(AuthenticatorMessages.class, caller.realm());
    }

    private Response showNew(int status, SignedIn caller, String passkey, FormErrors errors) {
        return pages.show(status, new New(pages.layout(caller.realm()), passkey, errors));
    }

    private Response showRename(int status, SignedIn caller, String passkey, FormErrors errors) {
        return pages.show(status, new Rename(pages.layout(caller.realm()), passkey, errors));
    }

    private Response showRemoval(int status, SignedIn caller, Authenticator passkey, FormErrors errors) {
        return pages.show(status, new Remove(pages.layout(caller), passkey.name(), errors));
    }

    record New(PageLayout layout, String passkey, FormErrors errors) implements PageTemplate {}

    record Rename(PageLayout layout, String passkey, FormErrors errors) implements PageTemplate {}

    record Remove(PageLayout layout, String passkey, FormErrors errors) implements PageTemplate {}
}
