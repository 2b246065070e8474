package io.gatehouse.misuse;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.reportlink.ReportLink;
import io.gatehouse.reportlink.ReportLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Takes "this wasn't me" from whoever got a message about what somebody else did. */
@ApplicationScoped
public class MisuseReports {
    private final ReportLinks links;
    private final Realms realms;
    private final Administrators administrators;
    private final MisuseReportHandler effects;

    MisuseReports(ReportLinks links, Realms realms, Administrators administrators, MisuseReportHandler effects) {
        this.links = links;
        this.realms = realms;
        this.administrators = administrators;
        this.effects = effects;
    }

    /** What somebody did in that person's name. */
    public record Misuse(Realm realm, Administrator person, ReportLink link) {}

    /** What the link is about, if it is still good; looking at it consumes nothing. */
    @Transactional
    public Optional<Misuse> find(String token) {
        return links.find(token)
                .flatMap(link -> realms.find(link.realm())
                        .flatMap(realm -> administrators
                                .find(link.realm(), link.administrator())
                                .map(person -> new Misuse(realm, person, link))));
    }

    /** Ends all that was opened in the person's name, and has them choose a new password; empty if the link is not good. */
    @Transactional
    public Optional<Misuse> report(String token, Requester reporter) {
        Optional<Misuse> found = find(token).filter(this::consume);
        found.ifPresent(misuse -> effects.reported(
                new FlowContext(misuse.realm(), misuse.person(), reporter),
                misuse.link().occasion()));
        return found;
    }

    /** With the account held, so that no step of a flow comes in between, nor a second report. */
    private boolean consume(Misuse misuse) {
        administrators.findForUpdate(misuse.realm().id(), misuse.person().id());
        return links.consumeAll(misuse.person().id());
    }
}
