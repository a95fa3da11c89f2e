package pl.chronobook.reading.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.parser.resources.ResourcePolicy;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.ViewBox;

import org.springframework.stereotype.Component;

/**
 * Makes PNG pictures of sketches, {@value #AT_ONCE} at a time: a picture takes a few
 * megabytes and a tenth of a second of a processor.
 */
@Component
public class Pictures {

	private static final int AT_ONCE = 2;

	/** The most pixels on a side. */
	private static final int LARGEST = 2000;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final LoaderContext NOTHING_FROM_OUTSIDE = LoaderContext.builder()
		.externalResourcePolicy(ResourcePolicy.DENY_ALL)
		.build();

	private final Semaphore free = new Semaphore(AT_ONCE);

	/**
	 * Draws a picture.
	 * @param height its height in pixels
	 * @throws PicturesBusyException if too many others are being drawn
	 */
	public byte[] png(Sketch sketch, int height) {
		if (sketch.width() > LARGEST || height > LARGEST) {
			throw new IllegalArgumentException("A picture of %d by %d pixels".formatted(sketch.width(), height));
		}
		try {
			if (!this.free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new PicturesBusyException();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new PicturesBusyException();
		}
		try {
			return draw(sketch.svg(height), sketch.width(), height);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.free.release();
		}
	}

	private static byte[] draw(String svg, int width, int height) throws IOException {
		SVGDocument document = Objects.requireNonNull(new SVGLoader()
			.load(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)), null, NOTHING_FROM_OUTSIDE),
				"The document cannot be read");
		BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = image.createGraphics();
		try {
			graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
			graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
			document.renderWithPlatform(NullPlatformSupport.INSTANCE, graphics, new ViewBox(0, 0, width, height));
		}
		finally {
			graphics.dispose();
		}
		ByteArrayOutputStream png = new ByteArrayOutputStream();
		try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(png)) {
			ImageIO.write(image, "png", output);
		}
		return png.toByteArray();
	}

}
