package io.gatehouse.cli.doctor;

import io.gatehouse.platform.readiness.Settings;
import java.util.List;

/** Tries one thing that Gatehouse depends on, as it is set up; within seconds, and changing nothing. */
public interface Probe {

    /** What came of it; nothing if its settings are missing, which others tell of. */
    List<Diagnosis> examine(Settings settings);
}
