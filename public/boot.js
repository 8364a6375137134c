// Starts the page. Old browsers run this file too, so it keeps to the JavaScript of 2009.
//
// - Below the floor (Chromium 96, iOS 16.4) it says so instead of leaving a blank screen.
// - When the program cannot be fetched, is long on its way or stops (a panic), it says what is safe and
//   what to do.
// - It takes the "opening" words away once the program has put itself on the screen. What others put
//   there (an extension, the browser's own translator) does not count.
(function () {
  "use strict";

  var script = document.currentScript;
  var boot = document.getElementById("boot");
  var started = false;
  // So many milliseconds without a page are long.
  var LONG = 20000;

  // The page's policy lets markup and addresses of scripts through here alone: markup that runs
  // nothing, and scripts of this folder.
  if (window.trustedTypes) {
    var folder = new URL(".", document.baseURI).href;
    trustedTypes.createPolicy("default", {
      createHTML: function (markup) {
        return /<(script|iframe|object|embed|link|meta|base|form)|\son\w+\s*=|javascript:/i.test(markup) ? null : markup;
      },
      createScriptURL: function (address) {
        return new URL(address, folder).href.indexOf(folder) ? null : address;
      }
    });
  }

  var words = {
    old: {
      zh: "这个浏览器太旧了，打不开骑途。请更新浏览器，或者换一个：Chrome 96 以上，iPhone 系统 16.4 以上。",
      en: "This browser is too old for Qitu. Please update it, or use another: Chrome 96 or later, iOS 16.4 or later."
    },
    fetch: {
      zh: "没能打开骑途：有一部分没下载完。存下的计划还在。请看看网络，再试一次。",
      en: "Qitu could not open: part of it did not arrive. What you saved is safe. Please check the network and try again."
    },
    slow: {
      zh: "网络很慢，骑途还在下载，下完会自己打开。也可以重新打开试试。",
      en: "The network is slow and Qitu is still on its way. It will open by itself; you can also open it again."
    },
    disk: {
      zh: "骑途从文件夹里打不开，要经过网站。在这个文件夹里运行第一行，再打开第二行的网址。",
      en: "Qitu cannot be opened from a folder, it needs a web server. Run the first line in this folder, then open the address in the second."
    },
    stopped: {
      zh: "骑途出了错，停下了。存下的计划还在这台设备上。请重新打开。",
      en: "Qitu met an error and stopped. What you saved is still on this device. Please open it again."
    },
    kept: { zh: "打开上次存好的", en: "Open the kept copy" },
    again: { zh: "重新打开", en: "Open again" },
    detail: { zh: "给修理的人看", en: "For whoever repairs it" }
  };

  // Before the program has said so: the language a host asked for, was chosen here, or is the device's.
  function isEnglish() {
    var asked = document.querySelector('meta[name="qitu-lang"]');
    var lang = started ? document.documentElement.lang : asked && asked.content;
    try {
      lang = lang || JSON.parse(localStorage.getItem("qitu.settings")).lang;
    } catch (error) {
      // nothing was chosen, or nothing is kept here
    }
    return !/^zh/i.test(lang || navigator.language || "zh");
  }

  function keeps() {
    try {
      return Object.keys(localStorage).join().indexOf("qitu.draft") >= 0;
    } catch (error) {
      return false;
    }
  }

  function line(tag, both) {
    var english = isEnglish();
    var node = document.createElement(tag);
    node.lang = english ? "en" : "zh-Hans";
    node.appendChild(document.createTextNode(english ? both.en : both.zh));
    return node;
  }

  function button(both, act) {
    var node = line("button", both);
    node.type = "button";
    node.onclick = act;
    return node;
  }

  // Asks the host anew for what the page is made of: the browser may hold a wrong answer, for a year.
  function reopen() {
    var nodes = document.querySelectorAll("script[src], link[href]");
    var addresses = Array.prototype.map.call(nodes, function (node) { return node.src || node.href; });
    performance.getEntriesByType("resource").forEach(function (entry) { addresses.push(entry.name); });
    var all = addresses.filter(function (address, at) {
      return address.indexOf("/assets/") > 0 && addresses.indexOf(address) === at;
    }).map(function (address) { return fetch(address, { cache: "reload" }).catch(function () {}); });
    var patience = new Promise(function (resolve) { setTimeout(resolve, 8000); });
    Promise.race([Promise.all(all), patience]).then(function () { location.reload(); });
  }

  // The host may have a page whose files it does not have. The copy for flight mode is whole.
  function openKept() {
    var address = new URL(location.href);
    address.searchParams.set("kept", "");
    location.replace(address.href);
  }

  function clear(kinds) {
    var box = document.getElementById("trouble");
    if (box && kinds.indexOf(box.getAttribute("data-kind")) >= 0) box.parentNode.removeChild(box);
  }

  // The message stands in the document itself: nothing of the stopped program is needed to show it.
  function tell(which, detail) {
    clear(["slow"]);
    if (document.getElementById("trouble")) return;
    var box = document.createElement("div");
    box.id = "trouble";
    box.className = "boot-trouble";
    box.setAttribute("role", which === "slow" ? "status" : "alert");
    box.setAttribute("data-kind", which);
    box.appendChild(line("p", words[which]));
    if (which === "old") {
      // The language is not known yet on a browser this old: say both.
      var other = document.createElement("p");
      other.lang = "en";
      other.appendChild(document.createTextNode(words.old.en));
      box.appendChild(other);
    } else if (which === "disk") {
      var command = document.createElement("pre");
      command.className = "boot-command";
      command.appendChild(document.createTextNode("python3 -m http.server 8080\nhttp://localhost:8080"));
      box.appendChild(command);
    } else {
      box.appendChild(button(words.again, which === "stopped" ? function () { location.reload(); } : reopen));
      if (which === "fetch" && navigator.serviceWorker && navigator.serviceWorker.controller) {
        box.appendChild(button(words.kept, openKept)).setAttribute("data-kind", "quiet");
      }
    }
    if (detail) {
      var more = document.createElement("details");
      more.appendChild(line("summary", words.detail));
      var text = document.createElement("pre");
      text.appendChild(document.createTextNode(String(detail).slice(0, 2000)));
      more.appendChild(text);
      box.appendChild(more);
    }
    // What the page is stays to be read, and what is wrong with it stands above.
    if (which !== "slow" && boot) boot.setAttribute("data-trouble", "");
    document.body.insertBefore(box, document.body.firstChild);
    window.scrollTo(0, 0);
  }

  // A module that answers "does this engine know reference types", the newest thing the build uses.
  var PROBE = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 111, 3, 2, 1, 0, 10, 6, 1, 4, 0, 208, 111, 11];

  function newEnough() {
    try {
      return "noModule" in document.createElement("script") &&
        typeof HTMLDialogElement === "function" &&
        typeof WebAssembly === "object" &&
        WebAssembly.validate(new Uint8Array(PROBE));
    } catch (error) {
      return false;
    }
  }

  // What is said before the program is there is said in one language. What the page is goes unsaid in
  // another page's frame, with another academy's catalogue, and to who has a plan here.
  if (boot) {
    boot.setAttribute("data-lang", isEnglish() ? "en" : "zh");
    if (window.parent !== window || keeps() || /[?&]book=/.test(location.search)) boot.setAttribute("data-known", "");
  }

  // From here on this file says what is wrong.
  var late = document.getElementById("boot-late");
  if (late) late.parentNode.removeChild(late);

  if (!newEnough()) {
    tell("old");
    return;
  }
  // Browsers bring no module from a folder.
  if (location.protocol === "file:") {
    tell("disk");
    return;
  }
  // What was opened from the copy kept here is an address like any other.
  if (/[?&]kept=/.test(location.search)) {
    var plain = new URL(location.href);
    plain.searchParams.delete("kept");
    history.replaceState(history.state, "", plain.href);
  }

  // The address may name another catalogue of this folder. What is no name is the name of none.
  function head(name) {
    return document.querySelector('meta[name="' + name + '"]');
  }
  var book = /[?&]book=([^&]*)/.exec(location.search);
  if (book && book[1] !== head("qitu-built-book").content) {
    var name = /^[\w-]{1,64}$/.test(book[1]) ? book[1] : "-";
    var path = "catalogue/" + name;
    // What the build or `qitu pack` wrote for a first plan is known by its sum.
    var sum = head("qitu-first-sum-" + name);
    head("qitu-book").content = name;
    head("qitu-catalogue").content = path + ".json";
    head("qitu-first").content = path + ".first.json";
    head("qitu-first-sum").content = sum ? sum.content : "";
  }

  // A panic, a stack that is full and a memory that is full all leave the program as an error of the
  // engine, and nothing will move again. Any error before the page has put something on the screen
  // means that part of it did not arrive.
  function hasStopped(error) {
    return error instanceof WebAssembly.RuntimeError || (error instanceof RangeError && /wasm/.test(error.stack));
  }
  function failed(error) {
    var detail = error && (error.stack || error.message);
    if (!started) tell("fetch", detail);
    else if (hasStopped(error)) tell("stopped", detail);
  }
  window.addEventListener("error", function (event) { failed(event.error); });
  window.addEventListener("unhandledrejection", function (event) { failed(event.reason); });

  // A line may fall silent while the program waits for its data too.
  setTimeout(function look() {
    if (started && !document.querySelector("#main > [aria-busy] > .skeleton")) {
      clear(["slow"]);
      return;
    }
    tell("slow");
    setTimeout(look, 1000);
  }, LONG);

  new MutationObserver(function (_, observer) {
    if (!document.querySelector("body > .app")) return;
    started = true;
    observer.disconnect();
    // It came after all.
    clear(["slow", "fetch"]);
    if (boot && boot.parentNode) boot.parentNode.removeChild(boot);
  }).observe(document.body, { childList: true });

  function module(name, ready) {
    var node = document.createElement("script");
    node.type = "module";
    node.src = script.getAttribute(name);
    node.onload = ready;
    node.onerror = function () { tell("fetch"); };
    document.head.appendChild(node);
  }
  function start() { module("data-app", null); }

  // What this document says is on the screen before the program takes the thread, however soon that came.
  function drawn(then) {
    var waits = true;
    function go() {
      if (waits) then();
      waits = false;
    }
    if (!document.hidden) requestAnimationFrame(function () { setTimeout(go, 0); });
    setTimeout(go, document.hidden ? 0 : 100);
  }

  // In another page's frame the host has a say first.
  if (/[?&]embed=/.test(location.search)) {
    module("data-embedded", function () { window.qituEmbedded(start); });
  } else {
    drawn(start);
  }
})();
