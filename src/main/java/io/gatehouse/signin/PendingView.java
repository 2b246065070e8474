package io.gatehouse.signin;

import io.gatehouse.kernel.Refusal;
import io.gatehouse.otp.Destination;
import io.gatehouse.otp.SentCode;
import java.util.List;
import java.util.Optional;

/**
 * What the person between the two factors may know.
 *
 * @param signInId the flow's secret, 256 bits
 * @param channels where a code can be sent now, masked
 * @param phoneOpen whether the mobile number may still be entered or corrected
 * @param code the code that is out, in {@link SignInState#CODE_SENT}
 * @param unsent why no code can be sent at the moment by any way, where none is out
 */
public record PendingView(
        String signInId,
        SignInState state,
        List<Destination> channels,
        boolean phoneOpen,
        Optional<SentCode> code,
        Optional<Refusal> unsent) {}
