package io.gatehouse.web.code;

import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.realm.Channel;
import io.gatehouse.web.signin.CodeForms;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The pages that use a passkey or an authenticator app in a sign-in, step-up and password reset; each flow authorizes the browser by
 * its own cookie.
 */
@Path("/realms/{realm}/" + NamedFlows.KINDS + "/code")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class AuthenticatorPage {
    private final NamedFlows flows;
    private final CodeForms codes;
    private final AuthenticatorForms forms;

    AuthenticatorPage(NamedFlows flows, CodeForms codes, AuthenticatorForms forms) {
        this.flows = flows;
        this.codes = codes;
        this.forms = forms;
    }

    /** The options for {@code PublicKeyCredential.parseRequestOptionsFromJSON}. */
    @RegisterForReflection
    public record PasskeyUse(PasskeyOptions.Request publicKey) {}

    @GET
    @Path("/passkey")
    public Response passkeyPage(@PathParam("realm") String slug, @PathParam("flow") String flow) {
        return flows.in(flow, slug, forms::passkeyPage);
    }

    /** Returns the options for the script of the page, each time with a new challenge. */
    @POST
    @Path("/passkey/options")
    @Produces(MediaType.APPLICATION_JSON)
    public Response options(@PathParam("realm") String slug, @PathParam("flow") String flow) {
        return flows.in(
                flow,
                slug,
                code -> code.usePasskey()
                        .map(options -> Response.ok(new PasskeyUse(options)).build())
                        .orElseThrow(() -> new ProblemException(
                                ProblemCode.STEP_NOT_ALLOWED,
                                "The flow accepts no passkey now. Load the page again.")));
    }

    /** Handles all forms of the page, as {@link CodePage#submit} does. */
    @POST
    @Path("/passkey")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response usePasskey(
            @PathParam("realm") String slug,
            @PathParam("flow") String flow,
            @FormParam("credential") String credential,
            @FormParam("trust") String trust,
            @FormParam("channel") Channel channel,
            @FormParam("cancel") String cancel) {
        return flows.in(
                flow,
                slug,
                cancel,
                code -> channel == null
                        ? forms.submitPasskey(code, credential, trust != null)
                        : codes.send(code, channel));
    }

    @GET
    @Path("/app")
    public Response appPage(@PathParam("realm") String slug, @PathParam("flow") String flow) {
        return flows.in(flow, slug, forms::appPage);
    }

    /** Handles all forms of the page, as {@link CodePage#submit} does. */
    @POST
    @Path("/app")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response useApp(
            @PathParam("realm") String slug,
            @PathParam("flow") String flow,
            @FormParam("code") String typed,
            @FormParam("trust") String trust,
            @FormParam("channel") Channel channel,
            @FormParam("cancel") String cancel) {
        return flows.in(
                flow,
                slug,
                cancel,
                code -> channel == null ? forms.submitApp(code, typed, trust != null) : codes.send(code, channel));
    }
}
