package io.gatehouse.delivery.message;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A mail that must arrive, however late.
 *
 * @param administrator whose account it is about
 * @param details what the {@link MailKind} carries
 * @param requester who caused it
 * @param occurredAt when
 */
@RegisterForReflection(registerFullHierarchy = true)
public record DurableMail(
        MailKind kind,
        RealmId realm,
        AdministratorId administrator,
        EmailAddress to,
        String realmName,
        Locale locale,
        Map<String, String> details,
        Requester requester,
        Instant occurredAt) {

    /** The same, to another address. */
    public DurableMail to(EmailAddress other) {
        return new DurableMail(kind, realm, administrator, other, realmName, locale, details, requester, occurredAt);
    }

    /** The same with one more detail. */
    public DurableMail with(String detail, String value) {
        Map<String, String> more = new HashMap<>(details);
        more.put(detail, value);
        return new DurableMail(
                kind, realm, administrator, to, realmName, locale, Map.copyOf(more), requester, occurredAt);
    }

    /** Shows neither address nor link. */
    @Override
    public String toString() {
        return "DurableMail[" + kind + "]";
    }
}
