package io.gatehouse.otp;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.otp.CodeRequest.CodeBinding;
import io.gatehouse.otp.CodeStore.NewCode;
import io.gatehouse.otp.OneTimeCodes.CodeGenerator;
import io.gatehouse.testing.TestKeys;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures what Gatehouse computes for a one-time code. */
@State(Scope.Benchmark)
public class CodeBenchmark {
    private final CodeGenerator generator = new CodeGenerator(TestKeys.any(), new Randomness());
    private final CodeBinding binding = new CodeBinding(
            new Randomness().secret(),
            new RealmId(UUID.randomUUID()),
            new AdministratorId(UUID.randomUUID()),
            CodePurpose.SIGN_IN,
            new EmailAddress("ada@example.com"));

    @Benchmark
    public NewCode issue() {
        return generator.newCode(binding, generator.digits(6));
    }

    @Benchmark
    public String enter() {
        return generator.mac(binding, "123456") + generator.replacedCodeMac(binding, "123456");
    }
}
