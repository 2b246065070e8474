package io.gatehouse.web.code;

import io.gatehouse.realm.Channel;
import io.gatehouse.web.signin.CodeForms;
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

/** The code pages of sign-in, step-up and password reset; each flow authorizes the browser by its own cookie. */
@Path("/realms/{realm}/" + NamedFlows.KINDS + "/code")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class CodePage {
    private final NamedFlows flows;
    private final CodeForms forms;
    private final RecoveryForms recovery;

    CodePage(NamedFlows flows, CodeForms forms, RecoveryForms recovery) {
        this.flows = flows;
        this.forms = forms;
        this.recovery = recovery;
    }

    @GET
    public Response page(@PathParam("realm") String slug, @PathParam("flow") String flow) {
        return flows.in(flow, slug, forms::page);
    }

    @GET
    @Path("/delivery")
    @Produces(MediaType.APPLICATION_JSON)
    public Response delivery(@PathParam("realm") String slug, @PathParam("flow") String flow) {
        return flows.in(flow, slug, forms::delivery);
    }

    /** Handles all forms of the page: none has a target, so that the browser keeps the fragment of the page asked for. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
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
                code -> channel == null ? forms.submit(code, typed, trust != null) : forms.send(code, channel));
    }

    @GET
    @Path("/recovery")
    public Response recovery(@PathParam("realm") String slug, @PathParam("flow") String flow) {
        return flows.in(flow, slug, recovery::page);
    }

    @POST
    @Path("/recovery")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response recover(
            @PathParam("realm") String slug,
            @PathParam("flow") String flow,
            @FormParam("recovery") String typed,
            @FormParam("cancel") String cancel) {
        return flows.in(flow, slug, cancel, code -> recovery.submit(code, typed));
    }
}
