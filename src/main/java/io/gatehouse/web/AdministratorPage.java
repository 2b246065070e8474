package io.gatehouse.web;

import io.gatehouse.admin.Role;
import io.gatehouse.administration.Account;
import io.gatehouse.administration.AccountAid;
import io.gatehouse.administration.AccountChanges;
import io.gatehouse.administration.Accounts;
import io.gatehouse.administration.Actor;
import io.gatehouse.administration.PhoneResets;
import io.gatehouse.platform.AdministratorId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/** One administrator: who it is, why signing in fails, and what an Operator can do about it. */
@Path("/realms/{realm}/console/administrators/{id}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR"})
public class AdministratorPage {
    private final SecurityIdentity identity;
    private final Accounts accounts;
    private final PhoneResets resets;
    private final AccountAid aid;
    private final AccountChanges changes;
    private final Timelines timelines;
    private final Pages pages;
    private final PageRequest request;

    AdministratorPage(
            SecurityIdentity identity,
            Accounts accounts,
            PhoneResets resets,
            AccountAid aid,
            AccountChanges changes,
            Timelines timelines,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.accounts = accounts;
        this.resets = resets;
        this.aid = aid;
        this.changes = changes;
        this.timelines = timelines;
        this.pages = pages;
        this.request = request;
    }

    /**
     * What the page shows.
     *
     * @param pending whether the person has yet to choose a password
     * @param resetNeedsApproval whether the removal of the number waits for somebody
     * @param resetAt when the number is removed by itself; null if it is not
     */
    record View(
            String notice,
            PeopleWords.Row row,
            boolean pending,
            boolean mayHelp,
            boolean mayEdit,
            boolean resetNeedsApproval,
            Moment resetAt,
            List<Timelines.Event> timeline,
            FormErrors errors) {}

    @GET
    @RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
    public Response page(@PathParam("realm") String slug, @PathParam("id") UUID id, @QueryParam("done") String done) {
        SignedIn person = SignedIn.in(identity, slug);
        PeopleMessages messages = pages.messages(PeopleMessages.class, person.realm());
        return show(200, person, new AdministratorId(id), PeopleNotice.text(done, messages), FormErrors.NONE);
    }

    @POST
    @Path("/unlock")
    public Response unlock(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SignedIn person = SignedIn.in(identity, slug);
        aid.unlock(actor(person), new AdministratorId(id));
        return lead(person, id, PeopleNotice.UNLOCKED);
    }

    @POST
    @Path("/revoke-sessions")
    public Response revokeSessions(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SignedIn person = SignedIn.in(identity, slug);
        aid.revokeSessions(actor(person), new AdministratorId(id));
        return lead(person, id, PeopleNotice.REVOKED);
    }

    @POST
    @Path("/resend-invitation")
    public Response resendInvitation(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SignedIn person = SignedIn.in(identity, slug);
        String refusal = pages.messages(PeopleMessages.class, person.realm()).notInvited();
        return changes.inviteAgain(actor(person), new AdministratorId(id))
                .fold(
                        account -> lead(person, id, PeopleNotice.RESENT),
                        stale -> lead(person, id, PeopleNotice.RESENT),
                        conflict -> show(409, person, new AdministratorId(id), "", FormErrors.at("help", refusal)));
    }

    private Response show(int status, SignedIn person, AdministratorId id, String notice, FormErrors errors) {
        Account account = accounts.get(person.realm().id(), id);
        PeopleWords say = PeopleWords.of(pages, person);
        var reset = resets.waiting(id);
        Role role = person.administrator().role();
        Frame frame = pages.frame(person);
        var view = new View(
                notice,
                say.row(account),
                account.state() == Account.State.PENDING,
                role != Role.OBSERVER,
                role == Role.SYSTEM_ADMINISTRATOR,
                reset.filter(waiting -> waiting.needsApproval()).isPresent(),
                reset.flatMap(waiting -> waiting.effectiveAt())
                        .map(at -> Moment.of(at, say.language()))
                        .orElse(null),
                timelines.of(person, id),
                errors);
        return pages.show(status, frame, Templates.page(frame, view));
    }

    private Actor actor(SignedIn person) {
        return Actor.of(person.session(), request.requester());
    }

    private static Response lead(SignedIn person, UUID id, PeopleNotice notice) {
        return Pages.leadTo(new RealmPaths(person.realm().slug()).administrator(id.toString(), notice));
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance page(Frame frame, View one);
    }
}
