package io.gatehouse.otp;

import io.gatehouse.delivery.message.DeliveryId;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.otp.CodeRequest.CodeBinding;
import io.gatehouse.otp.CodeStore.NewCode;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Makes codes, and the HMACs by which alone they are known afterwards. */
@Singleton
class CodeGenerator {
    private final SecretKeys keys;
    private final Randomness randomness;

    CodeGenerator(SecretKeys keys, Randomness randomness) {
        this.keys = keys;
        this.randomness = randomness;
    }

    /** So many digits. */
    String digits(int length) {
        return randomness.digits(length);
    }

    /** The code as a store may see it, with a tag and a delivery of its own. */
    NewCode newCode(CodeBinding binding, String code) {
        return new NewCode(
                mac(binding, code),
                replacedCodeMac(binding, code),
                randomness.tag(),
                new DeliveryId(UUID.randomUUID()));
    }

    /** By which a code is verified. */
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

    /** By which a code of the flow is recognised that another has replaced, wherever it was sent. */
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
