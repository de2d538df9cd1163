/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelRow;
import io.aegis.db.models.ModelStore;
import io.aegis.db.models.NewModel;
import io.aegis.db.models.TrainingData;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.model.FailureEvaluation;
import io.aegis.monitoring.model.FailureForest;
import io.aegis.monitoring.model.LabelledIncident;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Trains the model of kinds of failure on all labelled incidents, evaluates it on whole days left out, and lets it be used
 * when it is better there than the rules. It is stored in any case, with its evaluation; one that is the same as the newest is not.
 * It can be stopped at any time: nothing of it holds before it is stored.
 */
final class FailureTrainTasklet implements Tasklet {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final TrainingData data;
    private final ModelQueries known;
    private final ModelStore models;
    private final Ticker ticker;

    FailureTrainTasklet(TrainingData data, ModelQueries known, ModelStore models, Ticker ticker) {
        this.data = data;
        this.known = known;
        this.models = models;
        this.ticker = ticker;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws DatabaseUnavailableException, InterruptedException {
        BooleanSupplier stopping = contribution.getStepExecution()::isTerminateOnly;
        List<LabelledIncident> incidents = data.incidents(deadline());
        incidents.forEach(_ -> contribution.incrementReadCount());
        if (!FailureForest.learnable(incidents)) {
            return end(contribution, tooFew(incidents));
        }
        Optional<ModelArtifact> trained = InterruptibleComputation.work(
                stopping, () -> FailureForest.train(incidents).artifact());
        if (trained.isEmpty()) {
            return RepeatStatus.CONTINUABLE;
        }
        ModelArtifact artifact = trained.get();
        Optional<ModelRow> same = same(artifact);
        if (same.isPresent()) {
            return end(
                    contribution,
                    "nothing new was learned since version " + same.get().version());
        }
        Optional<FailureEvaluation> evaluated =
                InterruptibleComputation.work(stopping, () -> FailureEvaluation.leavingDaysOut(incidents));
        return evaluated.isEmpty()
                ? RepeatStatus.CONTINUABLE
                : store(contribution, incidents, artifact, evaluated.get());
    }

    private RepeatStatus store(
            StepContribution contribution,
            List<LabelledIncident> incidents,
            ModelArtifact artifact,
            FailureEvaluation evaluation)
            throws DatabaseUnavailableException {
        int version = models.add(
                new NewModel(
                        ModelKind.FAILURE,
                        Optional.empty(),
                        trainedOn(incidents),
                        told(evaluation),
                        artifact.sha256(),
                        artifact.bytes(),
                        evaluation.better()),
                deadline());
        contribution.incrementWriteCount(1);
        boolean retired = !evaluation.better() && new ModelRetirement(known, models).judge(incidents, deadline());
        return end(
                contribution,
                "version " + version + ", trained on " + incidents.size() + " incidents, "
                        + (evaluation.better() ? "is used: " : "is not used: ") + reason(evaluation)
                        + (retired ? "; the one in use named fewer than the rules since, and is retired" : ""));
    }

    private Optional<ModelRow> same(ModelArtifact artifact) throws DatabaseUnavailableException {
        String checksum = HexFormat.of().formatHex(artifact.sha256());
        return known.newest(deadline()).stream()
                .filter(model ->
                        model.kind() == ModelKind.FAILURE && model.sha256().equals(checksum))
                .findFirst();
    }

    private static String tooFew(List<LabelledIncident> incidents) {
        long kinds = incidents.stream().map(LabelledIncident::type).distinct().count();
        return "not enough to learn from: " + incidents.size() + " labelled incidents of " + kinds + " kinds; "
                + FailureForest.FEWEST_INCIDENTS + " of 2 kinds are needed. The rules go on alone";
    }

    private static String reason(FailureEvaluation evaluation) {
        if (evaluation.incidents() == 0) {
            return "there are no days that can be left out, so that nothing is known of its worth";
        }
        return "on " + evaluation.days() + " days left out it names " + evaluation.together() + " of "
                + evaluation.incidents() + " incidents, the rules " + evaluation.rules();
    }

    private static String trainedOn(List<LabelledIncident> incidents) {
        Map<String, Long> kinds = incidents.stream()
                .collect(Collectors.groupingBy(
                        incident -> incident.type().label(), TreeMap::new, Collectors.counting()));
        return new JsonObjects()
                .with("incidents", incidents.size())
                .with("kinds", kinds)
                .with(
                        "days",
                        incidents.stream().map(LabelledIncident::day).distinct().count())
                .with("from", incidents.getFirst().at().toString())
                .with("to", incidents.getLast().at().toString())
                .text();
    }

    private static String told(FailureEvaluation evaluation) {
        JsonObjects told = new JsonObjects()
                .with("method", "each day left out")
                .with("days", evaluation.days())
                .with("incidents", evaluation.incidents());
        if (evaluation.incidents() > 0) {
            double all = evaluation.incidents();
            told.with(
                    "accuracy",
                    new JsonObjects()
                            .with("model_with_rules", JsonObjects.rounded(evaluation.together() / all))
                            .with("rules", JsonObjects.rounded(evaluation.rules() / all))
                            .with("model_alone", JsonObjects.rounded(evaluation.forest() / all)));
        }
        return told.with("promoted", evaluation.better())
                .with("reason", reason(evaluation))
                .text();
    }

    private static RepeatStatus end(StepContribution contribution, String description) {
        contribution.setExitStatus(ExitStatus.COMPLETED.addExitDescription(description));
        return RepeatStatus.FINISHED;
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
