package io.gatehouse.delivery.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.SecretKeys;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.UUID;

/** Encrypts mails in the outbox, each bound to its row. */
@Singleton
public class MailSeal {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final SecretKeys keys;

    MailSeal(SecretKeys keys) {
        this.keys = keys;
    }

    public byte[] seal(UUID id, DurableMail mail) {
        try {
            return keys.seal(KeyPurpose.PENDING, JSON.writeValueAsBytes(mail), context(id));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    DurableMail open(UUID id, byte[] sealed) {
        try {
            return JSON.readValue(keys.open(KeyPurpose.PENDING, sealed, context(id)), DurableMail.class);
        } catch (IOException e) {
            throw new IllegalStateException("A waiting mail cannot be read", e);
        }
    }

    private static String context(UUID id) {
        return "mail_outbox/" + id;
    }
}
