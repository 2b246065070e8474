package io.gatehouse.misuse;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.reportlink.ReportLinks;
import io.gatehouse.reportlink.ReportLinks.ReportLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Accepts "this wasn't me" reports by the link in a message. */
@ApplicationScoped
public class MisuseReports {
    private final ReportLinks links;
    private final Realms realms;
    private final Administrators administrators;
    private final MisuseReportHandler handler;

    MisuseReports(ReportLinks links, Realms realms, Administrators administrators, MisuseReportHandler handler) {
        this.links = links;
        this.realms = realms;
        this.administrators = administrators;
        this.handler = handler;
    }

    /** The administrator and the event that a report is about. */
    public record Misuse(Realm realm, Administrator administrator, ReportLink link) {}

    /** Returns what the link is about, or empty if it is not valid. Does not consume it. */
    @Transactional
    public Optional<Misuse> find(String token) {
        return links.find(token)
                .flatMap(link -> realms.find(link.realm())
                        .flatMap(realm -> administrators
                                .find(link.realm(), link.administrator())
                                .map(administrator -> new Misuse(realm, administrator, link))));
    }

    /** Consumes the link, revokes the account's access and requires a reset. Returns empty if the link is not valid. */
    @Transactional
    public Optional<Misuse> report(String token, Requester reporter) {
        Optional<Misuse> found = find(token).filter(this::consume);
        found.ifPresent(misuse -> handler.reported(
                new FlowContext(misuse.realm(), misuse.administrator(), reporter),
                misuse.link().occasion()));
        return found;
    }

    /** Locks the account first, against concurrent flow steps and reports. */
    private boolean consume(Misuse misuse) {
        administrators.findForUpdate(misuse.realm().id(), misuse.administrator().id());
        return links.consumeAll(misuse.administrator().id());
    }
}
