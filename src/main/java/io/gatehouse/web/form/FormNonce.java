package io.gatehouse.web.form;

import io.gatehouse.kernel.crypto.Randomness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** Marks each rendering of a form, so that two posts of it are told from posts of two of them. */
@ApplicationScoped
@Named("formNonce")
public class FormNonce {
    static final String FIELD = "form";

    private final Randomness randomness;

    FormNonce(Randomness randomness) {
        this.randomness = randomness;
    }

    /** Returns a new nonce of 128 bits, for the hidden field {@value #FIELD}. */
    public String next() {
        return randomness.shortSecret();
    }
}
