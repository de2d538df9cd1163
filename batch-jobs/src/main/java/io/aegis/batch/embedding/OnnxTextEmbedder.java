/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.aegis.embedding.Embedding;
import io.aegis.embedding.WordPieceEmbedder;
import io.aegis.embedding.WordPieceTokenizer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Sentence-BERT (Reimers and Gurevych 2019) with MiniLM-L6 (Wang et al. 2020) in int8: the mean of what the network says of each word
 * piece. Takes 3 to 26 ms for a text on the calling thread, and some 90 MB outside of the heap. One text at a time: with int8 the
 * vectors of a batch depend on what else is in it. Thread-safe.
 */
final class OnnxTextEmbedder implements WordPieceEmbedder, AutoCloseable {

    private final WordPieceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxTextEmbedder(WordPieceTokenizer tokenizer, OrtEnvironment environment, OrtSession session) {
        this.tokenizer = tokenizer;
        this.environment = environment;
        this.session = session;
    }

    /**
     * Reads the model.
     *
     * @throws NoEmbedderException when its files are missing, or this machine has no native library
     */
    static OnnxTextEmbedder open(ModelFolder folder) {
        try {
            WordPieceTokenizer tokenizer = folder.tokenizer();
            folder.offerLibraries();
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession.SessionOptions options = options()) {
                // From its file: from bytes it would be twice in memory.
                return new OnnxTextEmbedder(
                        tokenizer,
                        environment,
                        environment.createSession(folder.network().toString(), options));
            }
        } catch (IOException e) {
            throw new NoEmbedderException(
                    "the language model is not beside the application: " + folder.folder() + " should hold "
                            + ModelFolder.MODEL,
                    e);
        } catch (OrtException | RuntimeException | LinkageError e) {
            throw new NoEmbedderException(
                    "ONNX Runtime does not run here (Linux and macOS on x86-64 and ARM64 only); AEGIS_EMBEDDINGS=off does without it",
                    e);
        }
    }

    /** One thread, that of the caller, which sleeps rather than spins; and no memory is kept between texts. */
    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.setCPUArenaAllocator(false);
        options.setMemoryPatternOptimization(false);
        return options;
    }

    @Override
    public String model() {
        return ModelFolder.MODEL;
    }

    @Override
    public Embedding embed(String text) {
        int[] pieces = tokenizer.encode(text);
        return tokenizer.understands(pieces) ? embed(pieces) : Embedding.NOTHING;
    }

    @Override
    public List<String> pieces() {
        return tokenizer.pieces();
    }

    @Override
    public Embedding embedPiece(int number) {
        return embed(tokenizer.alone(number));
    }

    private Embedding embed(int[] pieces) {
        long[] ids = Arrays.stream(pieces).asLongStream().toArray();
        long[] all = new long[pieces.length];
        Arrays.fill(all, 1);
        try (OnnxTensor input = tensor(ids);
                OnnxTensor attended = tensor(all);
                OnnxTensor types = tensor(new long[pieces.length]);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", attended, "token_type_ids", types))) {
            return mean(((OnnxTensor) result.get(0)).getFloatBuffer());
        } catch (OrtException e) {
            throw new NoEmbedderException("the language model failed on a text of " + pieces.length + " pieces", e);
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    /** Of the vectors of all pieces, one after the other. Its length does not matter. */
    private static Embedding mean(FloatBuffer states) {
        float[] sum = new float[Embedding.LENGTH];
        for (int i = 0; states.hasRemaining(); i = (i + 1) % sum.length) {
            sum[i] += states.get();
        }
        return Embedding.ofDirection(sum);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new NoEmbedderException("the language model could not be closed", e);
        }
    }
}
