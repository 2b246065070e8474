package io.gatehouse.delivery.outbox;

import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.SecretKeys;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Encrypts mails in the outbox, each bound to its row. */
@Singleton
public class MailSeal {
    private final SecretKeys keys;

    MailSeal(SecretKeys keys) {
        this.keys = keys;
    }

    public byte[] seal(UUID id, DurableMail mail) {
        return keys.sealJson(KeyPurpose.PENDING, mail, context(id));
    }

    DurableMail open(UUID id, byte[] sealed) {
        return keys.openJson(KeyPurpose.PENDING, sealed, context(id), DurableMail.class);
    }

    boolean canOpen(UUID id, byte[] sealed) {
        return keys.canOpen(KeyPurpose.PENDING, sealed, context(id));
    }

    private static String context(UUID id) {
        return "mail_outbox/" + id;
    }
}
