/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.heuristic.ReloadingAnalyzer.Refresh;
import io.aegis.language.LanguageDetector;
import io.aegis.settings.InvalidSettingsException;
import io.aegis.vader.Vader;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The heuristic lane of a running process: the built-in rules, or an operator's files that are followed.
 *
 * @param analyzer gives verdicts
 * @param refresh looks whether the rules have changed; to be run every few seconds
 */
public record HeuristicLane(HeuristicAnalyzer analyzer, Runnable refresh) {

    private static final System.Logger LOG = System.getLogger(HeuristicLane.class.getName());

    /**
     * Loads the lane.
     *
     * @param file rules instead of the built-in ones, with those for other languages beside it
     * @throws InvalidSettingsException when one is wrong, naming the line
     */
    public static HeuristicLane load(Optional<Path> file) {
        Vader vader = Vader.load();
        LanguageDetector detector = LanguageDetector.load();
        if (file.isEmpty()) {
            return new HeuristicLane(new MultilingualAnalyzer(vader::score, detector, RulePacks.builtIn()), () -> {});
        }
        try {
            ReloadingAnalyzer analyzer = new ReloadingAnalyzer(vader::score, detector, file.get());
            return new HeuristicLane(analyzer, () -> tell(analyzer.refresh()));
        } catch (RulesException e) {
            throw new InvalidSettingsException(List.of("RULES_FILE: " + e.getMessage()));
        }
    }

    private static void tell(Refresh refresh) {
        switch (refresh) {
            case Refresh.Unchanged() -> {}
            case Refresh.Replaced(String version) -> LOG.log(Level.INFO, "Rules replaced, now version {0}", version);
            case Refresh.Rejected(RulesException reason) ->
                LOG.log(
                        Level.ERROR,
                        "The changed RULES_FILE is not used, the rules before it stay: {0}",
                        reason.getMessage());
        }
    }
}
