package io.gatehouse.signin;

import java.time.Duration;
import java.util.Optional;

/** Sign-ins under way, found by their secret id alone; each is gone 15 minutes after its password. */
interface PendingSignInStore {
    /** From the password to the end, whatever happens in between. */
    Duration LIFETIME = Duration.ofMinutes(15);

    /** Keeps a new sign-in under that id. */
    void add(String id, PendingSignIn pending);

    /** The sign-in of that id. */
    Optional<PendingSignIn> find(String id);

    /** Replaces a sign-in that is still there; does not prolong it. */
    void replace(String id, PendingSignIn pending);

    /** Ends the sign-in. */
    void remove(String id);
}
