package io.gatehouse.startup;

import java.util.List;

/** Looks at one part of an installation before anything is started, from its settings alone. */
public interface ReadinessCheck {

    /** Returns what is wrong with that part, nothing if it is fit for production; never throws. */
    List<Finding> findings(Settings settings);
}
