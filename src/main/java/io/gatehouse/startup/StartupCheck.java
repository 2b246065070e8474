package io.gatehouse.startup;

import java.util.List;

/** Checks one part of the configuration and environment before the server starts. */
public interface StartupCheck {

    /** Returns the problems found, empty if there are none; never throws. */
    List<Finding> findings(StartupSettings settings);
}
