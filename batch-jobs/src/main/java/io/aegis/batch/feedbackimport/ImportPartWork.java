/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import io.aegis.batch.control.PartitionedWork;
import io.aegis.batch.jobs.Steps;
import io.aegis.db.imports.ImportProgress;
import io.aegis.deadline.Ticker;
import io.aegis.feedbackfile.FileRecord;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.storage.NewFeedback;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.topics.OwnTopicAnalyzer;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

/** The step that imports a part of a file. Thread-safe. */
final class ImportPartWork implements PartitionedWork {

    static final String STEP = "import-rows";

    /** Rows of a chunk: few enough that nobody who posts one of its texts has to wait long for its transaction. */
    static final int CHUNK = 2000;

    private final Steps steps;
    private final ImportFiles files;
    private final ImportProgress progress;
    private final HeuristicLane lane;
    private final CurrentOwnTopics topics;
    private final Supplier<UUID> ids;
    private final Clock clock;
    private final Ticker ticker;

    /**
     * The step.
     *
     * @param topics those that operators made
     * @param ids new UUIDv7s
     */
    ImportPartWork(
            Steps steps,
            ImportFiles files,
            ImportProgress progress,
            HeuristicLane lane,
            CurrentOwnTopics topics,
            Supplier<UUID> ids,
            Clock clock,
            Ticker ticker) {
        this.steps = steps;
        this.files = files;
        this.progress = progress;
        this.lane = lane;
        this.topics = topics;
        this.ids = ids;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public String stepName() {
        return STEP;
    }

    /** Takes the rules, and the topics that operators made, as they are then. */
    @Override
    public Step step(StepExecution execution, Right right) {
        lane.refresh().run();
        topics.refresh();
        UUID id = ImportId.of(execution.getJobExecution());
        FileHead head = files.head(id);
        FeedbackRecordReader reader = new FeedbackRecordReader(head, files.file(id));
        FeedbackRowProcessor processor =
                new FeedbackRowProcessor(head, new OwnTopicAnalyzer(lane.analyzer(), topics), ids, clock);
        FeedbackRowWriter writer = new FeedbackRowWriter(progress, id, reader, processor, right, ticker);
        return steps.<FileRecord, NewFeedback>chunks(execution.getStepName(), CHUNK)
                .reader(reader)
                .processor(processor)
                .writer(writer)
                .listener(new ChunkListener<FileRecord, NewFeedback>() {
                    @Override
                    public void afterChunk(Chunk<NewFeedback> chunk) {
                        topics.refresh();
                    }
                })
                .faultTolerant()
                .skipPolicy((failure, _) -> failure instanceof RowException)
                .skipListener(writer)
                .build();
    }
}
