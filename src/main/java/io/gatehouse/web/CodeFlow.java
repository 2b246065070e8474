package io.gatehouse.web;

import io.gatehouse.realm.Channel;
import io.gatehouse.signin.SignInOutcome;

/** A flow that has come to its code, bound to its id: what the pages about the code can do in it. */
interface CodeFlow {
    /** What it leads to. */
    Flow flow();

    /** Where it stands. */
    SignInOutcome state();

    /** Sends a code, for the first time or again. */
    SignInOutcome send(Channel channel);

    /**
     * Verifies the newest code.
     *
     * @param trusted whether the person wishes the browser to stand in for it from now on
     */
    SignInOutcome verify(String digits, boolean trusted);
}
