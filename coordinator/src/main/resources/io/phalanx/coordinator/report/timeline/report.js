"use strict";
// Draws the page from its numbers. Text goes in as text nodes only: names come from users.
(() => {
  const content = JSON.parse(document.getElementById("content").textContent);
  const job = content.job;
  const byId = (id) => document.getElementById(id);
  const SVG = "http://www.w3.org/2000/svg";
  const ROWS_SHOWN_MAX = 3000;

  // ---- words and numbers
  const digits = (value, places) => value.toLocaleString("en", { maximumFractionDigits: places });
  const count = (value) => Number(value).toLocaleString("en");
  function time(us) {
    if (us === 0) return "0 s";
    if (us < 1000) return digits(us, us < 10 ? 2 : 0) + " µs";
    if (us < 1e6) return digits(us / 1e3, us < 1e4 ? 2 : 1) + " ms";
    return digits(us / 1e6, 3) + " s";
  }
  function bytes(value) {
    const units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let unit = 0;
    while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit++; }
    return digits(value, value < 10 ? 2 : 1) + " " + units[unit];
  }
  const percent = (ratio) => digits(100 * ratio, 0) + " %";
  const plural = (number, one, many) => count(number) + " " + (number === 1 ? one : many);

  // ---- markup
  function make(tag, text, attributes) {
    const element = document.createElement(tag);
    if (text !== undefined && text !== null) element.textContent = text;
    for (const name in attributes || {}) element.setAttribute(name, attributes[name]);
    return element;
  }
  function draw(tag, attributes, parent) {
    const element = document.createElementNS(SVG, tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    if (parent) parent.append(element);
    return element;
  }
  function label(parent, x, y, text, attributes) {
    const element = draw("text", Object.assign({ x, y }, attributes), parent);
    element.textContent = text;
    return element;
  }
  function table(caption, heads, rows) {
    const whole = make("table");
    whole.append(make("caption", caption));
    const head = whole.createTHead().insertRow();
    for (const name of heads) head.append(make("th", name, { scope: "col" }));
    const body = whole.createTBody();
    for (const row of rows.slice(0, ROWS_SHOWN_MAX)) {
      const line = body.insertRow();
      for (const cell of row) line.append(make("td", cell));
    }
    return whole;
  }
  function listWhenOpened(id, build) {
    const list = byId(id);
    list.addEventListener("toggle", () => {
      const place = list.querySelector(".table");
      if (list.open && !place.firstChild) place.append(build());
    });
  }
  function define(list, name, value) {
    if (value === undefined || value === null || value === "") return;
    const pair = make("div");
    pair.append(make("dt", name), make("dd", value));
    list.append(pair);
  }
  function legend(id, entries) {
    const list = byId(id);
    list.replaceChildren();
    for (const [colour, text] of entries) {
      const entry = make("li");
      entry.append(make("i", "", { style: colour }), text);
      list.append(entry);
    }
  }

  // ---- the numbers, with names
  const phases = content.phases.map((phase) => Object.assign({}, phase, {
    spans: phase.spans.map(([worker, incarnation, first, last, tiles, began, ended, working, longest, stolen, again]) =>
      ({ worker, incarnation, first, last, tiles, began, ended, working, longest, stolen, again, phase })),
    cells: phase.cells.map(([first, tiles, working, longest, again], index) =>
      ({ first, tiles, working, longest, again, index })),
  }));
  const spans = phases.flatMap((phase) => phase.spans);
  const isAdded = phases.some((phase) => phase.sliceUs > 0);

  function extent(phase, first, last) {
    const from = first * phase.unitsPerTile;
    const to = Math.min(phase.units, (last + 1) * phase.unitsPerTile) - 1;
    if (phase.unit === "elements" && phase.cols > 0) {
      return "rows " + count(Math.floor(from / phase.cols)) + " to " + count(Math.floor(to / phase.cols));
    }
    return phase.unit + " " + count(from) + " to " + count(to);
  }
  const tileName = (span) => span.tiles === 1
    ? "Tile " + count(span.first)
    : count(span.tiles) + " tiles of " + count(span.first) + " to " + count(span.last);

  // ---- summary
  function summarise() {
    const figures = byId("figures");
    define(figures, "Operation", job.op);
    define(figures, "State", job.state.toLowerCase());
    define(figures, "Matrix", count(job.rows) + " × " + count(job.cols) + " " + job.dtype);
    define(figures, "Workers", count(job.workers));
    define(figures, "Whole time", digits(job.seconds.total, 3) + " s");
    define(figures, "Computing", digits(job.seconds.compute, 3) + " s");
    define(figures, "Throughput", job.bytesPerSecond > 0 ? bytes(job.bytesPerSecond) + "/s" : "not known");
    define(figures, "Tiles", count(job.tilesDone) + " of " + count(job.tiles));
    const facts = byId("facts");
    define(facts, "Job", job.job);
    define(facts, "Error", job.error);
    define(facts, "Input", (job.inputs || [job.input]).join(", "));
    define(facts, "Output", job.output);
    define(facts, "Changed in place", job.inPlace ? "yes" : "no");
    define(facts, "Submitted", content.submittedMs ? new Date(content.submittedMs).toISOString() : "");
    define(facts, "Before computing", digits(job.seconds.start, 3) + " s");
    define(facts, "First tile", job.seconds.firstTile === null ? "not known" : "after " + digits(job.seconds.firstTile, 3) + " s");
    define(facts, "Steady pace", job.seconds.steady === null ? "too few tiles to tell" : "after " + digits(job.seconds.steady, 3) + " s");
    define(facts, "Read and written", bytes(job.bytes));
    define(facts, "Tiles done again", count(job.retriedTiles));
    define(facts, "Workers lost", count(job.workerRestarts));
    define(facts, "Taken up again", plural(job.resumes, "time", "times"));
    for (const name in content.environment) define(facts, name, String(content.environment[name]));
    for (const note of content.notes) byId("notes").append(make("p", note, { class: "note" }));
  }

  // ---- a chart whose parts are chosen by pointer, tap or arrow keys
  function choosable(svg, parts, says) {
    let chosen = -1;
    function choose(index) {
      if (index < 0 || index >= parts.length) return;
      if (chosen >= 0) parts[chosen].element.classList.remove("chosen");
      chosen = index;
      parts[chosen].element.classList.add("chosen");
      says.textContent = parts[chosen].text();
    }
    svg.setAttribute("tabindex", "0");
    svg.addEventListener("keydown", (event) => {
      const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
      let next = null;
      if (event.key in steps) next = chosen < 0 ? 0 : chosen + steps[event.key];
      if (event.key === "Home") next = 0;
      if (event.key === "End") next = parts.length - 1;
      if (next !== null) { event.preventDefault(); choose(next); }
    });
    const pick = (event) => {
      const index = event.target.getAttribute && event.target.getAttribute("data-part");
      if (index !== null && index !== undefined) choose(Number(index));
    };
    svg.addEventListener("pointerover", pick);
    svg.addEventListener("click", pick);
  }
  function chart(id, width, height, title) {
    const place = byId(id);
    place.replaceChildren();
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title }, null);
    place.append(svg);
    return svg;
  }
  const widthOf = (id) => Math.max(240, Math.floor(byId(id).clientWidth));
  function ticks(svg, x, y, height, width) {
    const wanted = width < 500 ? 3 : 6;
    const rough = (content.lengthUs - fromUs) / wanted;
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
    const firstTick = Math.ceil(fromUs / step) * step;
    for (let at = firstTick; at <= content.lengthUs; at += step) {
      draw("line", { x1: x(at), x2: x(at), y1: y, y2: y + height, class: "grid" }, svg);
      const atEnd = x(at) > x(content.lengthUs) - 30;
      label(svg, x(at), y + height + 16, time(at), { "text-anchor": x(at) < x(fromUs) + 20 ? "start" : atEnd ? "end" : "middle" });
    }
  }

  // ---- where the axis begins: starts of processes may take longer than the job
  let fromUs = content.submittedUs > content.lengthUs / 2 ? content.submittedUs : 0;
  function drawZoom() {
    if (content.submittedUs < content.lengthUs / 20) return;
    const button = make("button", "From the start of the processes",
      { type: "button", id: "zoom", "aria-pressed": String(fromUs === 0) });
    button.addEventListener("click", () => {
      fromUs = fromUs === 0 ? content.submittedUs : 0;
      button.setAttribute("aria-pressed", String(fromUs === 0));
      redraw();
    });
    byId("zoom-place").append(button);
  }

  // ---- worker lanes
  let filter = "all";
  const FILTERS = [
    ["all", "All tiles", () => true],
    ["stolen", "Taken from others", (span) => span.stolen > 0],
    ["again", "Done again", (span) => span.again > 0],
    ["open", "Not done", (span) => span.ended < 0],
  ];
  const standsOut = (span) => FILTERS.find((one) => one[0] === filter)[2](span);
  function spanText(span) {
    const parts = [tileName(span) + (phases.length > 1 ? " of phase " + span.phase.phase : "") + " on worker-" + span.worker,
      extent(span.phase, span.first, span.last)];
    if (span.ended < 0) {
      parts.push("claimed at " + time(span.began) + ", not done");
    } else if (span.tiles === 1) {
      parts.push("from " + time(span.began) + " for " + time(span.ended - span.began));
    } else {
      parts.push("from " + time(span.began) + " to " + time(span.ended) + ", working " + time(span.working)
        + ", the longest " + time(span.longest));
    }
    if (span.stolen > 0) parts.push(span.tiles === 1 ? "taken from another worker's part" : span.stolen + " of them taken from others");
    if (span.again > 0) parts.push(span.tiles === 1 ? "done again after a fault" : span.again + " of them done again after a fault");
    return parts.join("; ") + ".";
  }
  function drawLanes() {
    const width = widthOf("lanes");
    const left = width < 500 ? 76 : 84;
    const laneHeight = Math.max(14, Math.min(34, 900 / Math.max(1, content.workers.length)));
    const height = content.workers.length * (laneHeight + 8) + 28;
    const svg = chart("lanes", width, height, "Worker lanes: what each worker did when");
    const x = (us) => left + (width - left - 4) * Math.max(0, us - fromUs) / (content.lengthUs - fromUs);
    const laneOf = new Map(content.workers.map((worker, index) => [worker, index * (laneHeight + 8) + 4]));
    ticks(svg, x, 0, height - 24, width);
    for (const worker of content.workers) {
      draw("rect", { x: left, y: laneOf.get(worker), width: width - left - 4, height: laneHeight, class: "lane", "data-lane": worker }, svg);
      label(svg, 0, laneOf.get(worker) + laneHeight / 2 + 4, "worker-" + worker, { class: "name" });
    }
    const parts = [];
    function bar(worker, from, to, kind, text) {
      const element = draw("rect", {
        x: x(from), y: laneOf.get(worker) + 2, width: Math.max(1.2, x(to) - x(from) - (x(to) - x(from) > 4 ? 1 : 0)),
        height: laneHeight - 4, rx: 1.5, class: "bar " + kind, "data-part": parts.length,
      }, svg);
      parts.push({ element, text });
      return element;
    }
    for (const start of content.starts.filter((one) => one.shown)) {
      const ready = start.readyUs < 0 ? (start.endedUs < 0 ? content.lengthUs : start.endedUs) : start.readyUs;
      if (ready <= fromUs) continue;
      bar(start.worker, start.launchedUs, Math.min(ready, content.lengthUs), "start", () =>
        "Start " + start.incarnation + " of worker-" + start.worker + ", process " + start.pid
        + (start.readyUs < 0 ? ", not ready when the job ended." : ", ready after " + time(1000 * start.startMs) + "."));
    }
    for (const fault of content.faults) {
      for (const tile of fault.tiles) {
        bar(fault.worker, tile.beganUs, fault.atUs, "cut", () =>
          "Tile " + count(tile.tile) + " on worker-" + fault.worker + ", attempt " + tile.attempts
          + ", cut off after " + time(fault.atUs - tile.beganUs) + ": " + fault.how + ".");
      }
    }
    for (const span of spans) {
      const kind = span.ended < 0 ? "open" : span.again > 0 ? "again" : span.stolen > 0 ? "stolen" : "";
      const element = bar(span.worker, span.began, span.ended < 0 ? content.lengthUs : span.ended,
        "tile " + kind + (standsOut(span) ? "" : " dim"), () => spanText(span));
      element.setAttribute("data-tile", span.first);
    }
    for (const fault of content.faults) {
      const at = x(fault.atUs), y = laneOf.get(fault.worker), size = laneHeight / 2;
      const middle = y + size;
      draw("path", { d: `M${at - 5} ${middle - 5}L${at + 5} ${middle + 5}M${at - 5} ${middle + 5}L${at + 5} ${middle - 5}`, class: "lost" }, svg);
    }
    choosable(svg, parts, byId("lane-details"));
  }
  function drawFilters() {
    const group = byId("filters");
    group.replaceChildren();
    for (const [name, text, matches] of FILTERS) {
      const fitting = spans.filter(matches).length;
      const button = make("button", text + (name === "all" ? "" : " (" + count(fitting) + ")"),
        { type: "button", "data-filter": name, "aria-pressed": String(filter === name) });
      button.disabled = fitting === 0 && name !== "all";
      button.addEventListener("click", () => {
        filter = name;
        for (const other of group.children) other.setAttribute("aria-pressed", String(other.getAttribute("data-filter") === name));
        drawLanes();
      });
      group.append(button);
    }
    legend("lane-legend", [
      ["background:var(--start)", "start of the process"],
      ["background:var(--tile)", "tile of its own part"],
      ["background:var(--stolen)", "tile of another's part"],
      ["background:var(--again)", "tile done again"],
      ["border:1.5px dashed var(--fault)", "cut off, or not done"],
      ["background:var(--lane)", "waiting"],
    ]);
    const shares = job.workerShares || [];
    if (shares.length > 0) {
      byId("worker-table").append(table("What each worker did, as shares of the time since the first order",
        ["Worker", "Working", "Waiting", "Start", "Tiles", "Of others", "Done again"],
        shares.map((one) => ["worker-" + one.worker, percent(one.workingRatio), percent(one.waitingRatio), percent(one.startRatio),
          count(one.tiles), count(one.stolenTiles), count(one.retriedTiles)])));
    }
    listWhenOpened("tile-list", () => table(isAdded ? "Many tiles: each line is what one worker began in a slice of time" : "Tiles, by worker and time",
      ["Tiles", "Worker", "Covers", "Began", "Took", "Of others", "Done again"],
      spans.map((span) => [tileName(span), "worker-" + span.worker, extent(span.phase, span.first, span.last), time(span.began),
        span.ended < 0 ? "not done" : time(span.working), count(span.stolen), count(span.again)])));
  }

  // ---- throughput
  function drawThroughput() {
    const { firstUs, pieceUs, tilesPerSecond, bytesPerTile } = content.throughput;
    if (tilesPerSecond.length === 0) {
      byId("throughput").replaceChildren(make("p", "No tile is known to be done.", { class: "hint" }));
      byId("throughput-details").hidden = true;
      byId("throughput-list").hidden = true;
      return;
    }
    const rate = (tiles) => bytesPerTile > 0 ? bytes(tiles * bytesPerTile) + "/s" : digits(tiles, 1) + " tiles/s";
    const width = widthOf("throughput"), height = 190, left = width < 500 ? 76 : 84, top = 8, bottom = 28;
    const svg = chart("throughput", width, height, "Throughput over time");
    const most = Math.max(...tilesPerSecond, 1e-9);
    const x = (us) => left + (width - left - 4) * Math.max(0, us - fromUs) / (content.lengthUs - fromUs);
    const y = (tiles) => top + (height - top - bottom) * (1 - tiles / most);
    ticks(svg, x, top, height - top - bottom, width);
    for (const part of [0, 0.5, 1]) {
      draw("line", { x1: left, x2: width - 4, y1: y(most * part), y2: y(most * part), class: "grid" }, svg);
      label(svg, left - 6, y(most * part) + (part === 1 ? 9 : 4), part === 0 ? "0" : rate(most * part).replace(/ /g, "\u00a0"), { "text-anchor": "end" });
    }
    let path = `M${x(firstUs)} ${y(0)}`;
    tilesPerSecond.forEach((tiles, piece) => {
      path += `L${x(firstUs + piece * pieceUs)} ${y(tiles)}L${x(Math.min(content.lengthUs, firstUs + (piece + 1) * pieceUs))} ${y(tiles)}`;
    });
    path += `L${x(Math.min(content.lengthUs, firstUs + tilesPerSecond.length * pieceUs))} ${y(0)}`;
    draw("path", { d: path + "Z", class: "area" }, svg);
    draw("path", { d: path, class: "curve" }, svg);
    const text = (piece) => "From " + time(firstUs + piece * pieceUs) + " for " + time(pieceUs) + ": "
      + rate(tilesPerSecond[piece]) + ", " + digits(tilesPerSecond[piece], 1) + " tiles a second.";
    const parts = tilesPerSecond.map((tiles, piece) => ({
      element: draw("rect", {
        x: x(firstUs + piece * pieceUs), y: top, width: Math.max(1, x(firstUs + pieceUs) - x(firstUs)), height: height - top - bottom,
        fill: "transparent", "data-part": piece,
      }, svg),
      text: () => text(piece),
    }));
    for (const fault of content.faults) {
      draw("line", { x1: x(fault.atUs), x2: x(fault.atUs), y1: top, y2: height - bottom, class: "lost" }, svg);
    }
    byId("throughput-details").textContent = "At most " + rate(most) + (content.faults.length > 0 ? "; the red lines are lost workers." : ".");
    choosable(svg, parts, byId("throughput-details"));
  }
  function listThroughput() {
    const { firstUs, pieceUs, tilesPerSecond, bytesPerTile } = content.throughput;
    listWhenOpened("throughput-list", () => table("Pieces of " + time(pieceUs), ["From", "Tiles per second", "Bytes per second"],
      tilesPerSecond.map((tiles, piece) => [time(firstUs + piece * pieceUs), digits(tiles, 1),
        bytesPerTile > 0 ? bytes(tiles * bytesPerTile) : "not known"])));
  }

  // ---- heat map
  let shownPhase = phases.reduce((best, phase, index) => phase.cells.length > phases[best].cells.length ? index : best, 0);
  const mean = (cell) => cell.working / cell.tiles;
  const last = (phase, cell) => Math.min(phase.tiles, cell.first + phase.tilesPerCell) - 1;
  function cellText(phase, cell) {
    const name = phase.tilesPerCell === 1 ? "Tile " + count(cell.first) : "Tiles " + count(cell.first) + " to " + count(last(phase, cell));
    const took = cell.tiles === 0 ? "not done"
      : phase.tilesPerCell === 1 ? "took " + time(cell.working)
        : "took " + time(mean(cell)) + " on average, at most " + time(cell.longest);
    return name + ": " + extent(phase, cell.first, last(phase, cell)) + "; " + took
      + (cell.again > 0 ? "; done again after a fault" : "") + ".";
  }
  function drawHeat() {
    const phase = phases[shownPhase];
    if (!phase || phase.cells.length === 0) {
      byId("heat").replaceChildren(make("p", "No tile is known.", { class: "hint" }));
      byId("heat-details").hidden = true;
      byId("heat-list").hidden = true;
      return;
    }
    const width = widthOf("heat"), left = width < 500 ? 76 : 84;
    const across = Math.max(1, Math.min(phase.cells.length, Math.max(phase.cells.length <= 32 ? 4 : 8,
      Math.ceil(Math.sqrt(phase.cells.length * (width < 500 ? 1 : 2.5))))));
    const down = Math.ceil(phase.cells.length / across);
    const size = (width - left - 4) / across;
    const tall = Math.max(4, Math.min(size, 44, 420 / down));
    const svg = chart("heat", width, down * tall + 6, "Time per tile, by place in the matrix");
    const done = phase.cells.filter((cell) => cell.tiles > 0).map(mean).sort((a, b) => a - b);
    const low = done.length ? done[0] : 0, high = done.length ? done[Math.floor((done.length - 1) * 0.98)] : 0;
    const heat = (cell) => high > low ? Math.max(0, Math.min(1, (mean(cell) - low) / (high - low))) : 0.4;
    const every = Math.ceil(down / Math.max(1, Math.floor(down * tall / 16)));
    const parts = phase.cells.map((cell) => {
      const column = cell.index % across, line = Math.floor(cell.index / across);
      if (column === 0 && line % every === 0) {
        const from = cell.first * phase.unitsPerTile;
        const row = phase.unit === "elements" && phase.cols > 0 ? Math.floor(from / phase.cols) : from;
        label(svg, left - 6, line * tall + Math.min(tall / 2 + 7, 15), (phase.unit === "elements" || phase.unit === "rows" ? "row " : "") + count(row), { "text-anchor": "end" });
      }
      const element = draw("rect", {
        x: left + column * size, y: 2 + line * tall, width: Math.max(1, size - (size > 5 ? 1.5 : 0)), height: Math.max(1, tall - (tall > 5 ? 1.5 : 0)),
        rx: size > 8 ? 2 : 0, "data-part": cell.index, "data-cell": cell.first,
        style: cell.tiles === 0 ? "fill:var(--lane);stroke:var(--fault);stroke-dasharray:2 2"
          : `fill:color-mix(in oklab, var(--hot) ${Math.round(100 * heat(cell))}%, var(--cool))`,
      }, svg);
      return { element, text: () => cellText(phase, cell), cell, column, line };
    });
    for (const part of parts.filter((one) => one.cell.again > 0)) {
      draw("rect", { x: left + part.column * size + 1, y: 3 + part.line * tall, width: Math.max(1, size - 3.5), height: Math.max(1, tall - 3.5), rx: 2, class: "cell-again" }, svg);
    }
    legend("heat-legend", [
      ["background:var(--cool)", "quick, " + time(low)],
      ["background:var(--hot)", "slow, " + time(high) + " or more"],
      ["border:2px solid var(--again)", "done again"],
      ["background:var(--lane);border:1px dashed var(--fault)", "not done"],
    ]);
    choosable(svg, parts, byId("heat-details"));
  }
  function drawPhases() {
    if (phases.length > 1) {
      phases.forEach((phase, index) => {
        const button = make("button", "Phase " + phase.phase + " (" + plural(phase.tiles, "tile", "tiles") + ")",
          { type: "button", "aria-pressed": String(index === shownPhase) });
        button.addEventListener("click", () => {
          shownPhase = index;
          [...byId("phases").children].forEach((other, at) => other.setAttribute("aria-pressed", String(at === index)));
          byId("heat-details").textContent = "No tile chosen.";
          byId("heat-list").querySelector(".table").replaceChildren();
          byId("heat-list").open = false;
          drawHeat();
        });
        byId("phases").append(button);
      });
    }
    listWhenOpened("heat-list", () => {
      const phase = phases[shownPhase];
      return table("Places of phase " + phase.phase, ["Tiles", "Covers", "Mean", "Longest", "Done again"],
        phase.cells.map((cell) => [phase.tilesPerCell === 1 ? count(cell.first) : count(cell.first) + " to " + count(last(phase, cell)),
          extent(phase, cell.first, last(phase, cell)), cell.tiles ? time(mean(cell)) : "not done", cell.tiles ? time(cell.longest) : "", count(cell.again)]));
    });
  }

  // ---- failures
  function failures() {
    const place = byId("failures");
    if (job.error) {
      const whole = make("div", null, { class: "failure" });
      whole.append(make("p", "The job " + job.state.toLowerCase() + "."), make("p", job.error, { class: "how" }));
      place.append(whole);
    }
    for (const fault of content.faults) {
      const one = make("div", null, { class: "failure", "data-fault": fault.worker });
      one.append(make("p", "At " + time(fault.atUs) + " worker-" + fault.worker + " was lost, process " + fault.incarnation + " of it."));
      one.append(make("p", fault.how, { class: "how" }));
      for (const tile of fault.tiles) {
        const redone = spans.find((span) => span.phase.phase === fault.phase && span.ended >= 0 && span.first <= tile.tile && tile.tile <= span.last
          && span.again > 0 && span.ended >= fault.atUs);
        one.append(make("p", "It was at tile " + count(tile.tile) + ", attempt " + tile.attempts + "; "
          + (tile.unitsDone > 0 ? count(tile.unitsDone) + " units of it were whole and stayed; " : "nothing of it was to be kept; ")
          + (redone ? "worker-" + redone.worker + " did it by " + time(redone.ended) + "." : "it was not done again.")));
      }
      if (fault.tiles.length === 0) one.append(make("p", "It was at no tile that had to be done again."));
      one.append(make("p", "Its work was in a known state after " + time(fault.recoveryUs) + "; "
        + (fault.replacedUs >= 0 ? "a new process took its place at " + time(fault.replacedUs) + "."
          : "no new process was ready before the job ended.")));
      place.append(one);
    }
    const unseen = job.workerRestarts - content.faults.length;
    if (unseen > 0) place.append(make("p", plural(unseen, "further loss", "further losses") + " of workers not listed.", { class: "hint" }));
    if (!place.firstChild) place.append(make("p", "None: no worker was lost.", { class: "hint" }));
  }

  function redraw() {
    if (content.workers.length > 0) {
      drawLanes();
    } else {
      byId("lanes").replaceChildren(make("p", "Nothing is known of its workers.", { class: "hint" }));
      for (const id of ["filters", "lane-legend", "lane-details", "tile-list"]) byId(id).hidden = true;
    }
    drawThroughput();
    drawHeat();
  }
  summarise();
  drawFilters();
  drawZoom();
  drawPhases();
  listThroughput();
  failures();
  redraw();
  let drawnFor = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth !== drawnFor) { drawnFor = window.innerWidth; redraw(); }
  });
  document.documentElement.setAttribute("data-drawn", "true");
})();
