/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelStore;
import io.aegis.db.models.NewModel;
import io.aegis.db.models.TrainingData;
import io.aegis.db.series.SampleHistory;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.ServiceForest;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Trains a model for each service with several series, one service after the other, between which it can be stopped. */
final class AnomalyTrainTasklet implements Tasklet {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MOST_SAMPLES = 20_000;
    private static final String AFTER = "after";
    private static final String TRAINED = "trained";
    private static final String USED = "used";
    private static final String SKIPPED = "skipped";
    private static final String RETIRED = "retired";

    private final TrainingData data;
    private final SampleHistory history;
    private final ModelQueries known;
    private final ModelStore models;
    private final ModelRetirement modelRetirement;
    private final int minSamples;
    private final Ticker ticker;

    AnomalyTrainTasklet(
            TrainingData data,
            SampleHistory history,
            ModelQueries known,
            ModelStore models,
            int minSamples,
            Ticker ticker) {
        this.data = data;
        this.history = history;
        this.known = known;
        this.models = models;
        this.modelRetirement = new ModelRetirement(known, models);
        this.minSamples = minSamples;
        this.ticker = ticker;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws DatabaseUnavailableException, InterruptedException {
        ExecutionContext run = contribution.getStepExecution().getExecutionContext();
        String after = run.getString(AFTER, "");
        Optional<String> service = data.services(deadline()).stream()
                .filter(name -> name.compareTo(after) > 0)
                .findFirst();
        if (service.isEmpty()) {
            contribution.setExitStatus(ExitStatus.COMPLETED.addExitDescription(summary(run)));
            return RepeatStatus.FINISHED;
        }
        contribution.incrementReadCount();
        ServiceRows table = ServiceRows.of(samples(service.get()));
        if (table.rows().size() < minSamples) {
            count(run, SKIPPED);
        } else if (!train(contribution, run, service.get(), table)) {
            return RepeatStatus.CONTINUABLE;
        }
        run.putString(AFTER, service.get());
        return RepeatStatus.CONTINUABLE;
    }

    /** Gives false when it is to stop before the service is done. */
    private boolean train(StepContribution contribution, ExecutionContext run, String service, ServiceRows table)
            throws DatabaseUnavailableException, InterruptedException {
        KnownRows rows = KnownRows.of(
                table,
                data.episodes(
                        service,
                        table.rows().getFirst().at(),
                        table.rows().getLast().at(),
                        deadline()),
                data.remarks(service, deadline()));
        Optional<ServiceTraining> trained = InterruptibleComputation.work(
                contribution.getStepExecution()::isTerminateOnly, () -> ServiceTraining.of(table, rows));
        if (trained.isEmpty()) {
            return false;
        }
        ServiceTraining training = trained.get();
        ModelArtifact artifact = training.forest().artifact();
        if (isNew(artifact, training)) {
            models.add(
                    new NewModel(
                            ModelKind.ANOMALY,
                            Optional.of(service),
                            training.trainedOn(table),
                            training.evaluation(),
                            artifact.sha256(),
                            artifact.bytes(),
                            training.worthwhile()),
                    deadline());
            contribution.incrementWriteCount(1);
            count(run, TRAINED);
            if (training.worthwhile()) {
                count(run, USED);
                return true;
            }
        } else {
            count(run, SKIPPED);
        }
        if (modelRetirement.judge(service, HoldOut.of(table, rows), deadline())) {
            count(run, RETIRED);
        }
        return true;
    }

    /** The same again is new only if it may be used for the first time, because more is known than before. */
    private boolean isNew(ModelArtifact artifact, ServiceTraining training) throws DatabaseUnavailableException {
        String checksum = HexFormat.of().formatHex(artifact.sha256());
        return known.newest(deadline()).stream()
                .filter(model -> model.sha256().equals(checksum))
                .allMatch(model -> training.worthwhile() && model.promotedAt().isEmpty());
    }

    private Map<Series, List<Measurement>> samples(String service) throws DatabaseUnavailableException {
        Map<Series, List<Measurement>> samples = new LinkedHashMap<>();
        for (SampleHistory.Member member : history.ofService(service, ServiceForest.MOST_SERIES, deadline())) {
            samples.put(member.series(), history.newest(member.id(), MOST_SAMPLES, deadline()));
        }
        return samples;
    }

    private String summary(ExecutionContext run) {
        return run.getInt(TRAINED, 0) + " models trained, " + run.getInt(USED, 0) + " of them used; "
                + run.getInt(SKIPPED, 0) + " services with fewer than " + minSamples
                + " moments of all their series, or nothing new; "
                + run.getInt(RETIRED, 0) + " models retired";
    }

    private static void count(ExecutionContext run, String what) {
        run.putInt(what, run.getInt(what, 0) + 1);
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
