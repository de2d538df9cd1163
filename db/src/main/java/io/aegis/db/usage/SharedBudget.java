/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.usage;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.llm.DailyBudget;
import io.aegis.storage.DatabaseUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Lets a process know what all processes together have spent on LLMs today.
 *
 * @param store where their spending is added up
 * @param budget of this process
 * @param clock says which day it is
 * @param ticker measures how long asking may take
 */
public record SharedBudget(LlmUsageStore store, DailyBudget budget, Clock clock, Ticker ticker) {

    private static final System.Logger LOG = System.getLogger(SharedBudget.class.getName());
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Takes over today's figure. Without an answer of the database the figure known stays. */
    public void refresh() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try {
            budget.seed(today, store.todayCost(Deadline.after(ticker, TIMEOUT)));
        } catch (DatabaseUnavailableException e) {
            LOG.log(Level.DEBUG, "Today''s LLM cost of all replicas cannot be read: {0}", e.getMessage());
        }
    }
}
