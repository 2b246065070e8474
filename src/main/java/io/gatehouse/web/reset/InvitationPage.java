package io.gatehouse.web.reset;

import io.gatehouse.invitation.Invitations;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.signin.SignInRedirects;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Opens an invitation's link and sets the first password. */
@Path("/realms/{realm}/invitation")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class InvitationPage {
    private final Realms realms;
    private final Invitations invitations;
    private final MailedLinks mailedLinks;
    private final NewPasswordForms forms;
    private final SignInRedirects redirects;
    private final PageRequest request;

    InvitationPage(
            Realms realms,
            Invitations invitations,
            MailedLinks mailedLinks,
            NewPasswordForms forms,
            SignInRedirects redirects,
            PageRequest request) {
        this.realms = realms;
        this.invitations = invitations;
        this.mailedLinks = mailedLinks;
        this.forms = forms;
        this.redirects = redirects;
        this.request = request;
    }

    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("token") String token) {
        Flow flow = Flow.invitation(realms.get(slug));
        return token == null ? redirects.end(Refusal.of(Reason.FLOW_EXPIRED), flow) : mailedLinks.page(flow, token);
    }

    @POST
    @Path("/open")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response open(@PathParam("realm") String slug, @FormParam("token") String token) {
        Realm realm = realms.get(slug);
        return mailedLinks.open(
                Flow.invitation(realm), token, typed -> invitations.open(realm, typed, request.requester()));
    }

    @GET
    @Path("/password")
    public Response password(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        return forms.page(Flow.invitation(realm), id -> invitations.state(realm, id, request.requester()));
    }

    @POST
    @Path("/password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @FormParam("password") String password) {
        Realm realm = realms.get(slug);
        return forms.submit(
                Flow.invitation(realm),
                id -> invitations.state(realm, id, request.requester()),
                password,
                (id, typed) -> invitations.accept(realm, id, typed, request.requester()));
    }
}
