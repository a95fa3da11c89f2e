package pl.chronobook.transfer.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Unpacks ZIP archives: our own exports, and those that shops send. Their content is not
 * trusted; a small archive may unpack to a huge size.
 */
public final class Archives {

	/** The most bytes to which an archive may unpack, ignored files included. */
	static final long MAX_UNPACKED = 200L * 1024 * 1024;

	private static final int MAX_ENTRIES = 20_000;

	/** The largest ratio of unpacked to packed size; tables reach about 30. */
	private static final int MAX_RATIO = 200;

	/** The number of bytes that may be unpacked regardless of the ratio. */
	private static final long ANY_RATIO = 16L * 1024 * 1024;

	private static final byte[] MAGIC = { 'P', 'K', 3, 4 };

	private Archives() {
	}

	public static boolean isArchive(Upload file) {
		return Arrays.equals(file.head(MAGIC.length), MAGIC);
	}

	/**
	 * Unpacks the relevant files of an archive. Files on the disk get names of our own,
	 * so that a name in the archive cannot point outside; nested archives are not opened.
	 * @param scratch the folder for the relevant files
	 * @throws UnreadableFileException if it is damaged, too large or has a password
	 */
	public static List<Upload> unpack(Upload archive, Scratch scratch, Keeping keeping) {
		List<Upload> kept = new ArrayList<>();
		long limit = Math.clamp(archive.size() * MAX_RATIO, ANY_RATIO, MAX_UNPACKED);
		long[] unpacked = new long[1];
		int entries = 0;
		try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(archive.open(0)))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				if (++entries > MAX_ENTRIES) {
					throw new UnreadableFileException(FileProblem.ZIP_BOMB);
				}
				WorkLimit.check();
				// The entry of a folder may have content too; skipping it would inflate
				// it without a limit
				Path file = read(zip, scratch, limit, unpacked);
				Upload upload = new Upload(entry.getName(), file);
				if (!entry.isDirectory() && keeping.keeps(upload)) {
					kept.add(upload);
				}
				else {
					Files.delete(file);
				}
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new UnreadableFileException(
					isEncrypted(ex) ? FileProblem.ZIP_WITH_PASSWORD : FileProblem.ZIP_DAMAGED);
		}
		return kept;
	}

	/**
	 * Returns whether reading ended at an entry with a password, which the JDK tells from
	 * other failures only by its message.
	 */
	private static boolean isEncrypted(Exception ex) {
		return ex instanceof ZipException && Objects.toString(ex.getMessage(), "").contains("encrypted");
	}

	private static Path read(InputStream entry, Scratch scratch, long limit, long[] unpacked) throws IOException {
		Path file = scratch.copy(entry, Math.min(Limits.MAX_BYTES, limit - unpacked[0]));
		if (file == null) {
			throw new UnreadableFileException(FileProblem.ZIP_BOMB);
		}
		unpacked[0] += Files.size(file);
		return file;
	}

	/**
	 * Decides which files are relevant.
	 */
	@FunctionalInterface
	public interface Keeping {

		boolean keeps(Upload file);

	}

}
