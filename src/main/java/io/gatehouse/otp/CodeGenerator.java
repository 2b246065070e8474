package io.gatehouse.otp;

import io.gatehouse.delivery.message.DeliveryId;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.otp.CodeRequest.CodeBinding;
import io.gatehouse.otp.CodeStore.NewCode;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Generates codes, and the HMACs that are stored in their place. */
@Singleton
class CodeGenerator {
    private final SecretKeys keys;
    private final Randomness randomness;

    CodeGenerator(SecretKeys keys, Randomness randomness) {
        this.keys = keys;
        this.randomness = randomness;
    }

    /** Returns that many random digits. */
    String digits(int length) {
        return randomness.digits(length);
    }

    /** Returns the code as a store may see it, with a new tag and delivery id. */
    NewCode newCode(CodeBinding binding, String code) {
        return new NewCode(
                mac(binding, code),
                replacedCodeMac(binding, code),
                randomness.tag(),
                new DeliveryId(UUID.randomUUID()));
    }

    /** Returns the HMAC that a code is verified by. */
    String mac(CodeBinding binding, String code) {
        return keys.macBase64Url(
                KeyPurpose.CODE,
                binding.flow(),
                binding.realm().toString(),
                binding.administrator().toString(),
                binding.purpose().name(),
                binding.destination().channel().name(),
                binding.destination().value(),
                code);
    }

    /** Returns the HMAC that a replaced code of the flow is recognised by, wherever it was sent. */
    String replacedCodeMac(CodeBinding binding, String code) {
        return keys.macBase64Url(
                KeyPurpose.CODE,
                "replaced",
                binding.flow(),
                binding.realm().toString(),
                binding.administrator().toString(),
                binding.purpose().name(),
                code);
    }
}
