package io.gatehouse.web;

import io.gatehouse.administration.AuditTrail;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.audit.AuditPosition;
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

    /**
     * A part of what happened, the newest first.
     *
     * @param next behind which event the older ones stand; empty if there are none
     */
    record Part(List<Event> events, String next) {}

    /** What happened with the reader's own account. */
    Part own(SignedIn reader, Optional<AuditPosition> after) {
        AuditWords words = AuditWords.of(pages, reader);
        AuditTrail.Page page =
                trail.about(reader.realm().id(), reader.administrator().id(), after, LENGTH);
        return new Part(
                page.lines().stream().map(words::event).toList(),
                page.next().map(AuditPosition::toString).orElse(""));
    }

    /** What happened with an account, or was done by its person. */
    List<Event> of(SignedIn reader, AdministratorId subject) {
        AuditWords words = AuditWords.of(pages, reader);
        return trail.read(reader.realm().id(), AuditFilter.of(subject), Optional.empty(), LENGTH).lines().stream()
                .map(words::event)
                .toList();
    }
}
