package pl.chronobook.forecast.model.correction;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.HexFormat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import org.tribuo.Model;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.sgd.linear.LinearSGDModel;
import org.tribuo.regression.sgd.protos.RegressionLinearSGDProto;

/**
 * Writes models as Tribuo's protobuf, with provenance, and reads them. The same model
 * gives the same bytes: Tribuo's provenance contains the time of the training, which
 * would differ between a run and its repetition, and is replaced by the origin. Nothing
 * is ever read by Java serialization.
 */
public final class ModelCodec {

	/** The version of features and answers that is written and read. */
	public static final int VERSION = Features.VERSION;

	/** The largest size of a model, in bytes. */
	public static final int MAX_SIZE = 16_384;

	private static final String DIGEST = "SHA-256";

	private ModelCodec() {
	}

	/**
	 * The bytes of a model.
	 * @param origin the day before which the training data end
	 * @throws IllegalStateException if they are more than {@link #MAX_SIZE}
	 */
	public static byte[] encode(ReaderModel reader, OffsetDateTime origin) {
		LinearSGDModel model = reader.model();
		ModelProvenance trained = model.getProvenance();
		ModelProvenance provenance = new ModelProvenance(trained.getClassName(), origin, trained.getDatasetProvenance(),
				trained.getTrainerProvenance());
		ModelDataCarrier<?> data = new ModelDataCarrier<>(model.getName(), provenance, model.getFeatureIDMap(),
				model.getOutputIDInfo(), model.generatesProbabilities(), trained.getTribuoVersion());
		ModelProto written = model.serialize();
		try {
			RegressionLinearSGDProto linear = written.getSerializedData().unpack(RegressionLinearSGDProto.class);
			byte[] bytes = written.toBuilder()
				.setSerializedData(Any.pack(linear.toBuilder().setMetadata(data.serialize()).build()))
				.build()
				.toByteArray();
			if (bytes.length > MAX_SIZE) {
				throw new IllegalStateException("a model of " + bytes.length + " bytes");
			}
			return bytes;
		}
		catch (InvalidProtocolBufferException ex) {
			throw new IllegalStateException("Tribuo writes linear models in another way", ex);
		}
	}

	/**
	 * Reads a model.
	 * @param version the version of features and answers with which it was written
	 * @param checksum the stored {@link #checksum} of the bytes
	 * @throws UnusableModelException if it is of another version, the bytes are damaged,
	 * or they hold no model of this kind
	 */
	public static ReaderModel decode(byte[] bytes, int version, String checksum) {
		if (version != VERSION) {
			throw new UnusableModelException("it is of version " + version + ", this is " + VERSION, true);
		}
		if (bytes.length > MAX_SIZE || !checksum.equals(checksum(bytes))) {
			throw new UnusableModelException("its bytes are damaged");
		}
		try {
			ModelProto written = ModelProto.parseFrom(bytes);
			// Tribuo loads the class that the bytes name, so no other is allowed
			if (!written.getClassName().equals(LinearSGDModel.class.getName())
					|| !(Model.deserialize(written) instanceof LinearSGDModel model)) {
				throw new UnusableModelException("it is of another kind");
			}
			return new ReaderModel(model);
		}
		catch (UnusableModelException ex) {
			throw ex;
		}
		catch (InvalidProtocolBufferException | RuntimeException ex) {
			// Tribuo throws various exceptions for bytes that it did not write
			throw new UnusableModelException("it cannot be read", ex);
		}
	}

	/** The SHA-256 of some bytes, in hexadecimal digits. */
	public static String checksum(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance(DIGEST).digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(DIGEST + " is part of every JDK", ex);
		}
	}

}
