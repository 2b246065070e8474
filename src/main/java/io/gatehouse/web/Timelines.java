package io.gatehouse.web;

import io.gatehouse.administration.AuditTrail;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.platform.AdministratorId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What happened around an account, in plain words. */
@ApplicationScoped
class Timelines {
    private static final int LENGTH = 30;

    private final AuditTrail trail;
    private final Pages pages;

    Timelines(AuditTrail trail, Pages pages) {
        this.trail = trail;
        this.pages = pages;
    }

    /**
     * One thing that happened.
     *
     * @param details more of it, such as where a code went; perhaps empty
     * @param by who did it, if that was somebody else; empty if not
     */
    record Event(Moment at, String what, String details, String by, String device) {}

    List<Event> of(SignedIn reader, AdministratorId subject) {
        AuditWords words = AuditWords.of(pages, reader);
        return trail.read(reader.realm().id(), AuditFilter.of(subject), Optional.empty(), LENGTH).lines().stream()
                .map(words::event)
                .toList();
    }
}
