/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.logs.LogEntry;
import java.util.List;

/** Says what lines tell. */
@FunctionalInterface
interface LineJudge {

    /** What the lines of a window tell, which are in order of time. */
    LogFindings judge(FailureWindow window, List<LogEntry> lines);
}
