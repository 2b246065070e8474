package io.gatehouse.web.reset;

import io.gatehouse.passwordreset.PasswordResetService;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.PageRequest;
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

/** Sets the new password at the end of a reset, and signs in with it. */
@Path("/realms/{realm}/password-reset/password")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class ResetPasswordPage {
    private final Realms realms;
    private final PasswordResetService resets;
    private final NewPasswordForms forms;
    private final PageRequest request;

    ResetPasswordPage(Realms realms, PasswordResetService resets, NewPasswordForms forms, PageRequest request) {
        this.realms = realms;
        this.resets = resets;
        this.forms = forms;
        this.request = request;
    }

    @GET
    public Response page(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        return forms.page(Flow.reset(realm), id -> resets.state(realm, id, request.requester()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @FormParam("password") String password) {
        Realm realm = realms.get(slug);
        return forms.submit(
                Flow.reset(realm),
                id -> resets.state(realm, id, request.requester()),
                password,
                (id, typed) -> resets.setPassword(realm, id, typed, request.requester()));
    }
}
