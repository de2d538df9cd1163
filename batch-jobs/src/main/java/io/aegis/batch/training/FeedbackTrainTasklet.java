/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.batch.learned.ActiveTopicModel;
import io.aegis.db.feedback.LabelledTopics;
import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelRow;
import io.aegis.db.models.ModelStore;
import io.aegis.db.models.NewModel;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.learning.LearnedModels;
import io.aegis.learning.TopicExample;
import io.aegis.learning.TopicModel;
import io.aegis.learning.TopicTraining;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Trains the model of topics, urgency and sentiment on what people decided and LLMs said, and lets it be used for what it is better
 * on than the rules. It is stored in any case, with its evaluation; one that is the same as another is not. It can be stopped at any time:
 * nothing of it holds before it is stored.
 */
final class FeedbackTrainTasklet implements Tasklet {

    /** A kilobyte of memory each. */
    private static final int MOST_LABELS = 20_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final LabelledTopics labels;
    private final ActiveTopicModel active;
    private final Optional<StaticTraining> requests;
    private final ModelQueries known;
    private final ModelStore models;
    private final Ticker ticker;

    /** @param requests learns what is used in requests; empty where nothing is */
    FeedbackTrainTasklet(
            LabelledTopics labels,
            ActiveTopicModel active,
            Optional<StaticTraining> requests,
            ModelQueries known,
            ModelStore models,
            Ticker ticker) {
        this.labels = labels;
        this.active = active;
        this.requests = requests;
        this.known = known;
        this.models = models;
        this.ticker = ticker;
    }

    /**
     * What came of it.
     *
     * @param topics learned by the vectors of the language model
     * @param fixed the same by static vectors; empty where nobody asks for it
     */
    private record Trained(TopicTraining topics, Optional<TopicTraining> fixed) {

        LearnedModels models() {
            return new LearnedModels(
                    topics.model(), fixed.map(TopicTraining::model).filter(TopicModel::useful));
        }

        TrainingReport report() {
            return TrainingReport.of(topics, fixed);
        }
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws DatabaseUnavailableException, InterruptedException {
        List<TopicExample> examples = labels.newest(MOST_LABELS, deadline());
        examples.forEach(_ -> contribution.incrementReadCount());
        if (!TopicTraining.possible(examples)) {
            return end(contribution, tooFew(examples));
        }
        Optional<Trained> trained =
                InterruptibleComputation.work(contribution.getStepExecution()::isTerminateOnly, () -> train(examples));
        if (trained.isEmpty()) {
            return RepeatStatus.CONTINUABLE;
        }
        ModelArtifact artifact = trained.get().models().artifact();
        Optional<ModelRow> same = same(artifact);
        return same.isPresent()
                ? end(
                        contribution,
                        "nothing new was learned since version " + same.get().version())
                : store(contribution, examples, trained.get(), artifact);
    }

    private Trained train(List<TopicExample> examples) throws DatabaseUnavailableException, InterruptedException {
        TopicTraining topics = TopicTraining.of(examples, active.embedder());
        return new Trained(
                topics,
                requests.isPresent()
                        ? requests.get().train(examples, topics.model().promoted())
                        : Optional.empty());
    }

    private RepeatStatus store(
            StepContribution contribution, List<TopicExample> examples, Trained trained, ModelArtifact artifact)
            throws DatabaseUnavailableException {
        boolean better = trained.models().useful();
        int version = models.add(
                new NewModel(
                        ModelKind.FEEDBACK,
                        Optional.empty(),
                        trainedOn(examples),
                        trained.report().evaluation(),
                        artifact.sha256(),
                        artifact.bytes(),
                        better),
                deadline());
        contribution.incrementWriteCount(1);
        boolean retired =
                !better && new ModelRetirement(known, models).judge(active.current(deadline()), examples, deadline());
        return end(
                contribution,
                "version " + version + ", trained on " + examples.size() + " labels, "
                        + (better ? "is used: " : "is not used: ")
                        + trained.report().reason()
                        + (retired ? "; the one in use named fewer than the rules since, and is retired" : ""));
    }

    private Optional<ModelRow> same(ModelArtifact artifact) throws DatabaseUnavailableException {
        String checksum = HexFormat.of().formatHex(artifact.sha256());
        return known.newest(deadline()).stream()
                .filter(model ->
                        model.kind() == ModelKind.FEEDBACK && model.sha256().equals(checksum))
                .findFirst();
    }

    private static String tooFew(List<TopicExample> examples) {
        return "not enough to learn from: " + examples.size() + " labels of English feedback with a vector, "
                + examples.stream().filter(TopicExample::byPerson).count() + " of them decided by people; "
                + TopicTraining.FEWEST + " are needed, and " + TopicTraining.FEWEST_OF_TOPIC + " of a label; or "
                + TopicTraining.FEWEST_OF_CHANNEL + " of a channel for its sentiment. The rules go on alone";
    }

    private static String trainedOn(List<TopicExample> examples) {
        return new JsonObjects()
                .with("labels", examples.size())
                .with(
                        "by_people",
                        examples.stream().filter(TopicExample::byPerson).count())
                .with("from", createdAt(examples.getFirst().feedback()).toString())
                .with("to", createdAt(examples.getLast().feedback()).toString())
                .text();
    }

    /** Ids of rows are UUIDv7: they begin with the time at which they were made. */
    static Instant createdAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    private static RepeatStatus end(StepContribution contribution, String description) {
        contribution.setExitStatus(ExitStatus.COMPLETED.addExitDescription(description));
        return RepeatStatus.FINISHED;
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
